import { mkdirSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine } from '../support/command_line.ts';

const LONG_BYTES = 600e6; // with nothing in it: it takes no room on the disk

/** What a command says beside its answer, where its database is so long. */
async function besidesAnswer(command: string, { isTerminal, bytes = 0 }: Odds): Promise<string> {
  const line = aCommandLine();
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  openDatabase(line.databaseFile).close();
  if (bytes > 0) truncateSync(line.databaseFile, bytes);
  let told = '';
  const write = async (text: string) => {
    told += text;
  };
  const stderr = { write, isTerminal, columns: 80 };
  const { stdout } = await line.run([command], { stderr });
  expect(stdout).not.toBe('');
  return told;
}

interface Odds {
  readonly isTerminal: boolean;
  readonly bytes?: number;
}

test.each([['stats'], ['doctor']])(
  'at a terminal %s says that a large file is read, until it is',
  async (command) => {
    const told = await besidesAnswer(command, { isTerminal: true, bytes: LONG_BYTES });

    expect(told).toBe('Reading 0.6 GB …\r\u001b[K');
  },
);

test.each([['stats'], ['doctor']])('%s says nothing of it elsewhere', async (command) => {
  expect(await besidesAnswer(command, { isTerminal: false, bytes: LONG_BYTES })).toBe('');
  expect(await besidesAnswer(command, { isTerminal: true })).toBe('');
});
