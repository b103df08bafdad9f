import { beforeAll, expect, test } from 'vitest';
import { type EpochMs, isoOf } from '../../src/core/clock.ts';
import { packed } from '../../src/store/packing.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours, statusJson } from '../support/entries.ts';
import { line as lineOf } from '../support/recording.ts';
import { aRunningPage } from '../support/running.ts';

const POSTS = 40;
const IDS = Array.from({ length: POSTS }, (_, nth) => `${1_000 + nth}`);
/** Of these a bit was changed on the disk: in what is plain, in what is packed. */
const [PLAIN, PACKED] = ['1004', '1007'] as const;

const line = aCommandLine({
  env: { DRIFTLINE_SERVER: 'http://127.0.0.1:9', DRIFTLINE_TOKEN: 'literal' },
});
const toldAt = (atMs: EpochMs, more = {}) =>
  IDS.map((id, nth) =>
    lineOf(atMs, 'update', statusJson({ id, by: `p${id}`, atMs: hours(nth), more })),
  ).join('\n');
const importAt = (atMs: EpochMs, more = {}) =>
  line.run(['import', '-'], { stdin: () => inputOf(toldAt(atMs, more)) });

const damage = () => {
  const connection = openConnection(line.databaseFile);
  const bodyOf = (id: string) =>
    connection
      .prepare('select body from payloads join server_ids using (status_key) where server_id = ?')
      .pluck()
      .get(id) as string;
  const put = (id: string, codec: number, body: string | Uint8Array) =>
    connection
      .prepare(
        `update payloads set codec = ?, body = ?
          where status_key = (select status_key from server_ids where server_id = ?)`,
      )
      .run(codec, body, id);
  put(PLAIN, 0, bodyOf(PLAIN).replace('"content":', '"content";'));
  const small = packed(bodyOf(PACKED));
  put(
    PACKED,
    1,
    small.map((byte, at) => (at === small.length - 6 ? byte ^ 4 : byte)),
  );
  connection.close();
};

const textsOf = async () => {
  const { stdout } = await line.run(['doctor', '--offline', '--json']);
  const { checks } = JSON.parse(stdout) as { checks: { name: string; detail: string }[] };
  return checks.find(({ name }) => name === 'texts')?.detail;
};

beforeAll(async () => {
  await importAt(hours(POSTS));
  await line.run(['rank', '--now', isoOf(hours(POSTS)), '--no-pictures']);
  damage();
});

test.each([
  [['edition']],
  [['edition', '--html', '-']],
  [['export']],
  [['export', '--public']],
  [['stats']],
  [['prune']],
  [['rank', '--dry-run']],
  [['explain', PLAIN]],
])('of two texts that a bad disk changed, %s loses none of the others', async (command) => {
  const { exitCode, stdout, stderr } = await line.run(command);

  expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining('should not happen')]);
  const [name] = command;
  if (name !== 'edition' && name !== 'export') return;
  for (const id of IDS) {
    const isWhole = id !== PLAIN && id !== PACKED;
    expect([id, stdout.includes(`p${id} says ${id}`)]).toEqual([id, isWhole]);
  }
});

test('an edition says which, the page too, and doctor and a copy how many', async () => {
  const edition = await line.run(['edition']);
  const page = await aRunningPage(['serve', '--db', line.databaseFile], { HOME: line.home });
  const served = await page.read('');
  await page.kill();
  const backup = await line.run(['backup', `${line.databaseFile}.copy`]);

  expect(edition.stdout).toContain(`@p${PLAIN}@`);
  expect(edition.stdout.match(/its text is damaged here/g)).toHaveLength(2);
  expect(served.match(/its text is damaged here/g)).toHaveLength(2);
  expect(await textsOf()).toMatch(/has 1 text that is damaged$/);
  expect([backup.exitCode, backup.stdout]).toEqual([
    0,
    expect.stringContaining('opened and found whole but for 2 texts that are damaged: 40 posts'),
  ]);
});

test.each([
  ['tells it again', {}],
  ['tells that it was edited', { edited_at: isoOf(hours(POSTS + 2)) }],
])('a damaged text is whole again once the server %s', async (_, more) => {
  damage();
  await importAt(hours(POSTS + 2), more);

  const edition = await line.run(['edition']);

  expect(edition.stdout).not.toContain('its text is damaged here');
  expect(edition.stdout).toContain(`p${PLAIN} says ${PLAIN}`);
  expect(edition.stdout).toContain(`p${PACKED} says ${PACKED}`);
  expect(await textsOf()).toBeUndefined();
});
