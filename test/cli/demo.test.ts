import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { demoLog } from '../../src/cli/demo_log.ts';
import { tryLock } from '../../src/store/lock.ts';
import { aCommandLine } from '../support/command_line.ts';

/** A port that another program has. */
async function aTakenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('a port that is taken is told at once, and the demo before stays', async () => {
  const { home, run } = aCommandLine();
  const before = join(home, '.local/share/driftline-demo/driftline/driftline.db');
  mkdirSync(dirname(before), { recursive: true });
  writeFileSync(before, 'the demo of yesterday');
  const port = await aTakenPort();

  const { exitCode, stderr } = await run(['demo', '--port', String(port)]);

  expect(exitCode).toBe(1);
  expect(stderr).toContain(`port ${port} is in use`);
  expect(stderr).not.toContain('Inventing');
  expect(readFileSync(before, 'utf8')).toBe('the demo of yesterday');
});

test('a second demo is told to wait for the end of the first', async () => {
  const { home, run } = aCommandLine();
  const folder = join(home, '.local/share/driftline-demo/driftline');
  mkdirSync(folder, { recursive: true });
  const lock = tryLock(join(folder, 'driftline.db'));
  onTestFinished(() => lock?.release());

  const { exitCode, stderr } = await run(['demo']);

  expect([exitCode, stderr]).toEqual([
    1,
    'driftline: a demo is running already: end it with Ctrl-C, then try again\n',
  ]);
});

test('the demo’s terminal hears sentences, and nothing of a server that was told to stop', () => {
  const said: string[] = [];
  const log = demoLog((line) => said.push(line));

  log.info('ingest.written', { frames: 3 });
  log.warn('ingest.stream_down', { why: 'closed with 1006' });
  log.warn('ingest.server_away', { attempt: 1, why: 'the server cannot be reached' });
  log.warn('ingest.dropped', { frames: 12 });
  log.warn('ingest.cannot_write', { why: 'the disk is full: make room' });

  expect(said).toEqual(['driftline: the disk is full: make room\n']);
});
