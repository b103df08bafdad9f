import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine } from '../support/command_line.ts';
import { anOlderFile } from '../support/older_file.ts';

test('a copy before a migration that was cut short is not left for ever', () => {
  const { home } = aCommandLine();
  const file = `${home}/driftline.db`;
  anOlderFile(file, 10);
  for (const [name, daysAgo] of [
    ['copy-aaaaaa', 2],
    ['copy-bbbbbb', 0],
  ] as const) {
    mkdirSync(`${file}.${name}`);
    writeFileSync(`${file}.${name}/copy.db`, 'half');
    const { mtimeMs } = statSync(file);
    utimesSync(`${file}.${name}`, mtimeMs / 1000, mtimeMs / 1000 - daysAgo * 86_400);
  }

  openDatabase(file).close();

  const left = readdirSync(home).filter((name) => name.includes('copy-'));
  expect(left).toEqual(['driftline.db.copy-bbbbbb']);
});
