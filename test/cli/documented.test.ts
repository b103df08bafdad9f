import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import { disk } from '../../src/store/disk.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome, post } from '../support/entries.ts';
import { wallTime } from '../support/wall_time.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DOCUMENTS = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)];

/** What is shown to be typed: between backticks with more than the command's name, or indented. */
const SHOWN = DOCUMENTS.filter((path) => path.endsWith('.md')).flatMap((path) => {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const commands = /`(driftline\s+\w+\s[^`]+)`|^ {4}(driftline .*?)(?: +#.*)?$/gm;
  return [...text.matchAll(commands)].map(([, inline, indented]) =>
    (inline ?? indented ?? '').replace(/\s+/g, ' ').trim(),
  );
});

const POST = 'https://example.social/users/ada/statuses/1';
/** What they name that is the owner's own, and where such a thing is here. */
const OWN: readonly (readonly [RegExp, string])[] = [
  [/\[N\]/, '1'],
  [/^(driftline explain) --feed NAME/, '$1 POST --feed morning'],
  [/^(driftline snooze POST)$/, '$1 --days 7'],
  [/POST/, POST],
  [/^(driftline (?:login|try)) \S+/, '$1 http://127.0.0.1:9'],
  [/(import|restore) (FILE|back\.db)/, '$1 HOME/for_$1'],
  [/(backup|--html) (FILE|today\.db)/, '$1 HOME/$2_of_$1'],
  [/copy (\S+) mine/, 'copy $1 a-copy-of-$1'],
  [/^(driftline (run|serve|demo)\b.*)/, '$1 --port 0'],
];
/** Nobody answers here, so what asks somebody ends with that, and with nothing else. */
const UNANSWERED: readonly (readonly [RegExp, RegExp])[] = [
  [/^driftline (login|try) /, /cannot be reached/],
  [/^driftline (backfill|ingest) /, /nobody is logged in/],
  [/^driftline service .*--install/, /there is no crontab on this machine/],
  [/^driftline logout --forget$/, /nobody answers here; run it in a terminal/],
  [/^driftline doctor$/, /^$/], // it says so on standard output
  [/--tls-cert cert\.pem/, /there is no file cert\.pem/],
  [/--pair$/, /add --host 0\.0\.0\.0/], // nothing runs here that is bound wider
];

// No crontab and no unit of whoever runs this.
const line = aCommandLine({ execute: async () => undefined });
const typed = (shown: string) =>
  OWN.reduce((words, [named, own]) => words.replace(named, own), shown)
    .replace('HOME', line.home)
    .split(' ')
    .slice(1);

beforeAll(async () => {
  disk.makeFolder(dirname(line.databaseFile));
  const { database, receive } = aHome(line.databaseFile);
  const nowMs = wallTime.now();
  for (let nth = 0; nth < 40; nth += 1) {
    const atMs = (nowMs - (nth / 10) * DAY_MS) as EpochMs;
    const by = ['ada', 'bob', 'cleo'][nth % 3] as string;
    receive(post({ id: `${nth + 1}`, by, atMs }), atMs);
  }
  database.close();
  disk.writePrivate(line.configFile, '[media]\nprefetch = false\n[feeds.calm]\nsize = 20\n');
  await line.run(['feeds', 'copy', 'morning', 'mine']);
  await line.run(['rank', '--no-pictures']);
  await line.run(['backup', `${line.home}/for_restore`]);
  writeFileSync(`${line.home}/for_import`, (await line.run(['export'])).stdout);
});

test('the documents show commands', () => {
  expect(SHOWN.length).toBeGreaterThan(40);
});

test.each([...new Set(SHOWN)])('%s works as it is shown', async (shown) => {
  const goesOn = /^driftline (run|serve|demo)\b/.test(shown);
  const once = goesOn ? { stopped: AbortSignal.abort() } : {};

  const { exitCode, stderr } = await line.run(typed(shown), once);

  const why = UNANSWERED.find(([words]) => words.test(shown))?.[1];
  if (why === undefined) expect([exitCode, stderr]).toEqual([0, expect.anything()]);
  else expect(stderr).toMatch(why);
});
