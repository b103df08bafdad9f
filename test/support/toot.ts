import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { converse, installed, type ServedApi } from './served_api.ts';

/** toot, and a program that makes a terminal of a pipe. */
export const isTootHere =
  installed(['toot', '--help']) !== undefined && installed(['script', '--version']) !== undefined;

/** What `toot login` asks, answered as a person does who has a browser beside it. */
export async function tootLoggedIn(api: ServedApi): Promise<object> {
  const home = mkdtempSync(join(tmpdir(), 'driftline-toot-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const env = { HOME: home, XDG_CONFIG_HOME: home, TERM: 'xterm' };
  const host = new URL(api.url).host;
  const talk = converse('toot', ['login', '--disable-https', '-i', host, '--no-color'], {
    ...env,
    PYTHONUNBUFFERED: '1',
  });
  const [, address = ''] = await talk.until(/(http:\S+\/oauth\/authorize\S+)/);
  talk.say('n\n');
  talk.say(`${await api.allow(address)}\n`);
  expect(await talk.ended).toBe(0);
  return env;
}

/** It pages only where it thinks that somebody looks. */
export function aTerminal(command: string): readonly string[] {
  return ['-qec', command, '/dev/null'];
}

/** It prints the boost's id where there is one. */
export function postIn({ all }: ServedApi, id: string): string {
  const [row] = all(`select server_ids.server_id from arrivals join server_ids using (status_key)
                      where arrivals.server_id = '${id}'`);
  return String(row?.server_id);
}
