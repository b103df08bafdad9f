import { chmodSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine } from '../support/command_line.ts';

const line = aCommandLine();

test.each([
  [0, 'notes'],
  [0, 'accounts'], // as one of ours is called
  [12, 'notes'],
  [9999, 'notes'],
])(
  'what another program keeps, of its version %d, is left alone by everything',
  async (version, table) => {
    const file = join(mkdtempSync(join(line.home, 'places-')), 'places.db');
    const connection = openConnection(file);
    connection.exec(`create table ${table} (text); insert into ${table} values ('a note')`);
    connection.pragma(`user_version = ${version}`);
    connection.close();
    chmodSync(file, 0o644);
    const before = readFileSync(file);
    const commands = [
      ['stats'],
      ['rank'],
      ['export'],
      ['prune'],
      ['run', '--port', '0'],
      ['import', '-'],
      ['backup', `${file}.copy`],
      ['doctor', '--offline'],
    ];

    for (const command of commands) {
      const { exitCode, stdout, stderr } = await line.run([...command, '--db', file]);

      expect(`${stdout}${stderr}`.replace(/\s+/g, ' ')).toContain(
        'is no Driftline database: name another',
      );
      expect(exitCode).toBe(1);
    }
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o644);
  },
);
