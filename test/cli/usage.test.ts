import { existsSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { disk } from '../../src/store/disk.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';

test('--help lists every command on standard output and ends well', async () => {
  const { exitCode, stdout, stderr } = await aCommandLine().run(['--help']);

  expect(exitCode).toBe(0);
  expect(stderr).toBe('');
  for (const { name } of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
});

test.each([['help'], ['help', 'help'], ['help', '--help']])(
  '%s %s is the help of everything',
  async (...args) => {
    const words = args.filter((word) => word !== undefined);
    const { exitCode, stdout, stderr } = await aCommandLine().run(words);

    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toBe((await aCommandLine().run(['--help'])).stdout);
  },
);

test.each(COMMANDS.map(({ name }) => name))('%s --help says what it does', async (name) => {
  const { exitCode, stdout } = await aCommandLine().run([name, '--help']);

  expect(exitCode).toBe(0);
  expect(stdout).toContain(`Usage: driftline ${name}`);
  expect(stdout).toContain('--db <file>');
  expect(stdout).not.toContain('?.');
});

test.each([
  ['nothing at all', []],
  ['an unknown command', ['dance']],
  ['an unknown option', ['stats', '--dance']],
  ['a size that is none', ['rank', '--size', '0']],
  ['a moment that is none', ['rank', '--now', 'yesterday']],
  ['a port that is none', ['serve', '--port', '70000']],
  ['a missing argument', ['explain']],
  ['one word too many', ['stats', 'please']],
] as const)('%s is wrong usage: exit code 2, and nothing on standard output', async (_, args) => {
  const { exitCode, stdout, stderr } = await aCommandLine().run(args);

  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).not.toBe('');
});

test.each([
  [['dance'], 'there is no command "dance": "driftline --help" lists them'],
  [['help', 'dance'], 'there is no command "dance": "driftline --help" lists them'],
  [['dance', '--help'], 'there is no command "dance": "driftline --help" lists them'],
  [['lgoin'], 'there is no command "lgoin": did you mean login?'],
  [['rank', '--sise', '3'], 'rank knows no option --sise: did you mean --size?'],
  [
    ['stats', '--dance'],
    'stats knows no option --dance: "driftline stats --help" lists what it knows',
  ],
  [
    ['stats', 'please'],
    'stats has no use for "please": "driftline stats --help" says what it takes',
  ],
  [['explain'], 'explain needs a status: "driftline explain --help" says which'],
  [
    ['feeds', 'diff', 'morning'],
    'feeds diff needs a second feed: "driftline feeds diff --help" says which',
  ],
  [
    ['rank', '--size'],
    '--size needs a value, as in --size <n>: "driftline rank --help" says which',
  ],
  [['rank', '--size', '0'], '--size must be a number of entries, 1 to 2000, not "0"'],
  [
    ['rank', '--now', '2026-02-30T06:00:00Z'],
    '--now must be a time like 2026-11-23T06:00:00Z, not "2026-02-30T06:00:00Z"',
  ],
  [['rank', '--now', 'x'], '--now must be a time like 2026-11-23T06:00:00Z, not "x"'],
  [['stats', '--db', ''], '--db names no file: give one, or leave it away'],
  [['feeds', 'check', '--config', ''], '--config names no file: give one, or leave it away'],
  [['edition', 'x'], 'an edition is named by its number, from 1, not "x"'],
] as const)(
  '%j is refused in one line that says what is off and what to do',
  async (args, said) => {
    const { exitCode, stderr } = await aCommandLine().run(args);

    expect(stderr).toBe(`driftline: ${said}\n`);
    expect(exitCode).toBe(2);
  },
);

test('a failure is one line that names the thing and the remedy', async () => {
  const { exitCode, stdout, stderr } = await aCommandLine().run(['stats', '--db', '/no/such.db']);

  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^driftline: there is no database at \/no\/such\.db: .+\n$/);
});

test('where no database is yet, the way to one is the next step, as things stand', async () => {
  const line = aCommandLine();
  const newcomer = await line.run(['edition']);
  disk.writePrivate(line.credentialsFile, '{}');
  const loggedIn = await line.run(['edition']);
  const byToken = await aCommandLine({ env: { DRIFTLINE_TOKEN: 'literal' } }).run(['edition']);

  expect(newcomer.stderr).toContain('start with "driftline login SERVER"');
  for (const { stderr } of [loggedIn, byToken])
    expect(stderr).toContain('start with "driftline run"');
});

test('a file that is no database is said to be none', async () => {
  const line = aCommandLine();
  const { files } = await import('../../src/store/disk.ts').then(({ disk }) => ({ files: disk }));
  files.writePrivate(`${line.home}/letter.db`, 'Dear Ada, '.repeat(500));

  const { exitCode, stderr } = await line.run(['stats', '--db', `${line.home}/letter.db`]);

  expect(exitCode).toBe(1);
  expect(stderr).toContain('is not a Driftline database');
});

test('a copy and a recording that were taken for each other are told where they belong', async () => {
  const line = aCommandLine();
  await line.run(['import', '-'], { stdin: () => inputOf('') });
  await line.run(['backup', `${line.home}/copy.db`]);
  writeFileSync(`${line.home}/recording.jsonl`, '{"event":"delete","payload":"1"}\n');

  const imported = await line.run(['import', `${line.home}/copy.db`]);
  const restored = await line.run(['restore', `${line.home}/recording.jsonl`]);

  const folder = await line.run(['restore', line.home]);

  expect([imported.exitCode, restored.exitCode]).toEqual([1, 1]);
  expect(imported.stderr).toMatch(/^driftline: that is a database .*"driftline restore FILE"/);
  expect(restored.stderr).toContain('a recording comes in by "driftline import"');
  expect(folder.stderr).toContain(`${line.home} is a folder: name a file`);
});

test('a recording that is packed is told how it comes in', async () => {
  const line = aCommandLine();
  writeFileSync(`${line.home}/recording.gz`, gzipSync('{"event":"delete","payload":"1"}\n'));

  const { exitCode, stderr } = await line.run(['import', `${line.home}/recording.gz`]);

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /^driftline: that is packed by gzip: "gunzip -c FILE \| driftline import -"/,
  );
  expect(existsSync(line.databaseFile)).toBe(false);
});

test('a backup is no stream, and none is written into a file that is called "-"', async () => {
  const line = aCommandLine();
  await line.run(['import', '-'], { stdin: () => inputOf('') });

  const { exitCode, stderr } = await line.run(['backup', '-']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('"driftline export" writes a stream');
  expect(existsSync('-')).toBe(false);
});

test('global options may stand before the command or after it', async () => {
  const line = aCommandLine();

  const before = await line.run(['--db', '/no/such.db', 'stats']);
  const after = await line.run(['stats', '--db', '/no/such.db']);

  expect(before).toEqual(after);
});

test('an option wins over the environment', async () => {
  const line = aCommandLine({ env: { DRIFTLINE_DB: '/from/environment.db' } });

  const fromEnvironment = await line.run(['stats']);
  const fromOption = await line.run(['stats', '--db', '/from/option.db']);

  expect(fromEnvironment.stderr).toContain('/from/environment.db');
  expect(fromOption.stderr).toContain('/from/option.db');
});

test('XDG_DATA_HOME is where the database is', async () => {
  const line = aCommandLine({ env: { XDG_DATA_HOME: '/somewhere/else' } });

  const { stderr } = await line.run(['stats']);

  expect(stderr).toContain('/somewhere/else/driftline/driftline.db');
});

test('doctor says how to see every mistake of settings that have more than one', async () => {
  const line = aCommandLine();
  disk.writePrivate(line.configFile, '[serve]\nport = 0\n[rank]\nsize = "x"\n');

  const { stdout } = await line.run(['doctor', '--json']);
  const [settings] = JSON.parse(stdout).checks as { remedy: string }[];
  const every = await line.run(['feeds', 'check']);

  expect(settings?.remedy).toContain('"driftline feeds check" names every mistake');
  expect(every.stdout.split('config.toml, line ')).toHaveLength(3);
});
