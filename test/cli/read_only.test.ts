import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours, statusJson } from '../support/entries.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const NOBODY = 65_534;
// To root every file can be written: there the program runs as nobody instead, where it may.
const asNobody: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const canRun =
  process.platform !== 'win32' &&
  spawnSync(process.execPath, [MAIN, '--version'], { ...asNobody, env: {} }).status === 0;
if (!canRun) process.stderr.write('Nobody but root can run Driftline here: skipped.\n');

const line = aCommandLine();

beforeAll(async () => {
  const posts = [0, 1, 2, 3].map((nth) => {
    const payload = statusJson({ id: `${100 + nth}`, by: 'ada', atMs: hours(nth) });
    return JSON.stringify({ at: isoOf(hours(nth)), event: 'update', payload });
  });
  await line.run(['import', '-'], { stdin: () => inputOf(posts.join('\n')) });
  await line.run(['rank', '--now', isoOf(hours(5)), '--size', '2']);
  chmodSync(line.home, 0o755);
});

/** A copy of the database in a folder of its own, with these modes, and a log beside it or none. */
function kept(fileMode: number, folderMode: number, log?: string): string {
  const folder = mkdtempSync(join(line.home, 'kept-'));
  const file = join(folder, 'driftline.db');
  copyFileSync(line.databaseFile, file);
  if (log !== undefined) writeFileSync(`${file}-wal`, log);
  chmodSync(file, fileMode);
  chmodSync(folder, folderMode);
  return file;
}

function ask(file: string, ...args: readonly string[]) {
  const env = { HOME: line.home };
  const said = spawnSync(process.execPath, [MAIN, '--db', file, ...args], {
    ...asNobody,
    env,
    encoding: 'utf8',
  });
  return { exitCode: said.status, stdout: said.stdout, stderr: said.stderr };
}

const QUESTIONS = [
  ['stats', '--json'],
  ['export'],
  ['edition', '--json'],
  ['explain', '100', '--json'],
  ['explain', '103', '--json'],
  ['rank', '--dry-run', '--json'],
] as const;

test.skipIf(!canRun).each([
  ['the file', 0o444, 0o777],
  ['its folder', 0o444, 0o555],
])(
  'where %s cannot be written, everything that only asks is answered',
  (_, fileMode, folderMode) => {
    const file = kept(fileMode, folderMode);

    const answers = QUESTIONS.map((args) => ask(file, ...args));
    const doctor = ask(file, 'doctor', '--json', '--offline');

    for (const answer of answers) expect(answer).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(answers[0]?.stdout ?? '')).toMatchObject({ statuses: 4 });
    expect(JSON.parse(doctor.stdout).checks).toContainEqual({
      name: 'database',
      ok: false,
      detail: `${file} cannot be written`,
      remedy: expect.stringContaining('permissions'),
    });
    expect(readdirSync(dirname(file))).toEqual(['driftline.db']);
  },
);

const WRITES = [
  ['rank'],
  ['prune'],
  ['people', 'ada@example.social', 'more'],
  ['topics', 'birds', 'less'],
  ['seen', '--from', '2026-11-01'],
  ['snooze', '100', '--days', '2'],
  ['serve', '--port', '0'],
  ['run', '--port', '0'],
] as const;

/** The other one can be written, but for the log beside it: so it is on a read-only disk, too. */
const MODES = [0o444, 0o666];

test
  .skipIf(!canRun)
  .each(WRITES.flatMap((words) => MODES.map((mode) => ({ words, mode, named: words.join(' ') }))))(
  'what writes is refused in one line: $named, $mode',
  ({ words, mode }) => {
    const file = kept(mode, 0o555);

    const { exitCode, stderr } = ask(file, ...words);

    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `driftline: ${file} cannot be written: check its permissions, those of its folder, and whether its disk is read-only\n`,
    );
    expect(readdirSync(dirname(file))).toEqual(['driftline.db']);
  },
);

test.skipIf(!canRun)(
  'a folder for nothing to be written into is named, whatever goes there',
  () => {
    const file = kept(0o444, 0o555);
    const folder = dirname(file);

    const backup = ask(file, 'backup', join(folder, 'copy.db'));
    const html = ask(file, 'edition', '--html', join(folder, 'page.html'));
    const settings = ask(file, 'feeds', 'copy', 'morning', 'mine');

    for (const { exitCode, stderr } of [backup, html, settings]) {
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^driftline: .+(?:not yours to|check its permissions).*\n$/);
    }
    expect(readdirSync(folder)).toEqual(['driftline.db']);
  },
);

test.skipIf(!canRun)('a log that nobody moved into the file is not left out in silence', () => {
  const file = kept(0o444, 0o555, 'something');

  const { exitCode, stderr } = ask(file, 'stats');

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^driftline: .+ cannot be written, .+: copy it elsewhere, .+\n$/);
});

test('a folder in the place of the database is said to be one', async () => {
  const { exitCode, stderr } = await line.run(['stats', '--db', line.home]);

  expect([exitCode, stderr]).toEqual([1, `driftline: ${line.home} is a folder: name a file\n`]);
});

test.skipIf(!canRun)('a file that cannot even be read says so', () => {
  const { exitCode, stderr } = ask(
    kept(asNobody.uid === undefined ? 0o000 : 0o600, 0o755),
    'stats',
  );

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^driftline: .+ is not yours to read: .+\n$/);
});
