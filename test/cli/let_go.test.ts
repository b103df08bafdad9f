import { expect, test } from 'vitest';
import { openAbsences } from '../../src/store/absences.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours, statusJson } from '../support/entries.ts';
import { line as lineOf } from '../support/recording.ts';

test('stats counts what the server let go and stays here, and an export has it', async () => {
  const line = aCommandLine();
  const posts = ['1', '2'].map((id) =>
    lineOf(hours(0), 'update', statusJson({ id, by: 'ada', atMs: hours(0) })),
  );
  await line.run(['import', '-'], { stdin: () => inputOf(posts.join('\n')) });
  const before = await line.run(['stats']);
  const exported = await line.run(['export']);
  const database = openDatabase(line.databaseFile);
  openAbsences(database).note(1, '1', hours(200));
  database.close();

  const after = await line.run(['stats']);
  const { stdout } = await line.run(['stats', '--json']);

  expect(before.stdout).not.toContain('here alone');
  expect(after.stdout).toMatch(/here alone +1 post that your server let go/);
  expect(JSON.parse(stdout).keep.kept_here_alone).toBe(1);
  expect((await line.run(['export'])).stdout).toBe(exported.stdout);
});
