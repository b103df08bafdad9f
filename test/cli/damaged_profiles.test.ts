import { expect, test } from 'vitest';
import { type EpochMs, isoOf } from '../../src/core/clock.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { line as lineOf } from '../support/recording.ts';
import { aRunningPage } from '../support/running.ts';
import { aToken } from '../support/served_api.ts';

const POSTS = 12;
const IDS = Array.from({ length: POSTS }, (_, nth) => `${1_000 + nth}`);
/** A bit was changed on the disk in the profile of its author, and of who boosted it. */
const [AUTHOR, BOOSTED] = ['1004', '1007'] as const;

/** Twelve posts of as many people, a boost and a dial, drawn; two profiles are damaged then. */
async function aDamagedFile({ isLeft = false } = {}) {
  const env = { DRIFTLINE_SERVER: 'http://127.0.0.1:9', DRIFTLINE_TOKEN: 'literal' };
  const line = aCommandLine({ env });
  const take = (lines: readonly string[]) =>
    line.run(['import', '-'], { stdin: () => inputOf(lines.join('\n')) });
  const posts = IDS.map((id, nth) => statusJson({ id, by: `p${id}`, atMs: hours(nth) }));
  const told = (atMs: EpochMs) => posts.map((post) => lineOf(atMs, 'update', post));
  const boost = {
    ...statusJson({ id: '2000', by: 'ida', atMs: hours(POSTS) }),
    reblog: posts[IDS.indexOf(BOOSTED)],
  };
  await take([
    lineOf(hours(0), 'follow', account(`p${AUTHOR}`)),
    ...told(hours(POSTS)),
    lineOf(hours(POSTS), 'update', boost),
    lineOf(hours(POSTS), 'dial', { account: account(`p${AUTHOR}`).acct, word: 'less' }),
    ...(isLeft ? [lineOf(hours(POSTS), 'unfollow', account(`p${AUTHOR}`))] : []),
  ]);
  await line.run(['rank', '--now', isoOf(hours(POSTS)), '--no-pictures']);
  const connection = openConnection(line.databaseFile);
  connection.pragma('ignore_check_constraints = on');
  const { changes } = connection
    .prepare(
      `update accounts set profile = replace(profile, '"id":', '"id";')
        where handle like ? or handle like 'ida@%'`,
    )
    .run(`p${AUTHOR}@%`);
  connection.close();
  expect(changes).toBe(2);
  return { ...line, take, told };
}

test.each([
  [['edition']],
  [['edition', '--html', '-']],
  [['export']],
  [['stats']],
  [['rank', '--dry-run']],
  [['explain', AUTHOR]],
  [['people', `p${AUTHOR}@example.social`, 'more']],
])('of two profiles that a bad disk changed, %s loses nothing', async (command) => {
  const { run } = await aDamagedFile();

  const { exitCode, stdout, stderr } = await run(command);

  expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining('should not happen')]);
  const [name] = command;
  if (name !== 'edition' && name !== 'export') return;
  for (const id of IDS) expect(stdout).toContain(`p${id} says ${id}`);
});

test('the page, a client and a subscription have the post, by who wrote it', async () => {
  const { databaseFile, home } = await aDamagedFile();
  const page = await aRunningPage(['serve', '--db', databaseFile], { HOME: home });

  const edition = await page.read('');
  const feed = await page.read('subscriptions/morning.atom');
  const token = await aToken(page.url.replace(/\/$/, ''));
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${page.url}api/v1/timelines/home?limit=40`, { headers });
  const told = (await answer.json()) as { account: Record<string, unknown>; content: string }[];
  await page.kill();

  expect(edition).toContain(`@p${AUTHOR}@`);
  for (const id of IDS)
    expect([edition, feed].map((one) => one.includes(`says ${id}`))).toEqual([true, true]);
  const { account: author } = told.find(({ content }) => content.includes(AUTHOR)) ?? {};
  expect(author).toMatchObject({ username: `p${AUTHOR}`, id: expect.stringMatching(/./) });
});

test('who is followed no more keeps no draw from being made', async () => {
  const { run } = await aDamagedFile({ isLeft: true });

  const { exitCode, stderr } = await run([
    'rank',
    '--now',
    isoOf(hours(POSTS + 2)),
    '--no-pictures',
  ]);

  expect([exitCode, stderr]).toEqual([0, '']);
});

test('doctor and a copy say how many, until the server tells of them again', async () => {
  const { run, databaseFile, take, told } = await aDamagedFile();
  const texts = async () => {
    const { stdout } = await run(['doctor', '--offline', '--json']);
    const { checks } = JSON.parse(stdout) as { checks: { name: string; detail: string }[] };
    const named = checks.filter(({ name }) => name === 'texts' || name === 'database');
    return named.map(({ detail }) => detail.replace(databaseFile, 'it'));
  };
  const before = await texts();
  const copy = await run(['backup', `${databaseFile}.copy`]);

  await take(told(hours(POSTS + 2)));

  expect(before).toEqual(['it', 'it has 2 texts that are damaged']);
  expect(copy.stdout).toContain('opened and found whole but for 2 texts that are damaged');
  expect(await texts()).toEqual(['it', 'it has 1 text that is damaged']);
});

test.each(['signals', 'boosters', 'named'])(
  'an edition in which a bit of the %s of a post was changed has all its posts',
  async (column) => {
    const { run, databaseFile, home } = await aDamagedFile();
    const connection = openConnection(databaseFile);
    connection.pragma('ignore_check_constraints = on');
    connection.exec(
      `update entries set ${column} = '!' || substr(${column}, 2) where position = 3`,
    );
    connection.close();

    const edition = await run(['edition']);
    const explained = await run(['explain', IDS[2] as string]);
    const page = await aRunningPage(['serve', '--db', databaseFile], { HOME: home });
    const headers = { authorization: `Bearer ${await aToken(page.url.replace(/\/$/, ''))}` };
    const client = await fetch(`${page.url}api/v1/timelines/home?limit=40`, { headers });
    const read = [await page.read('e/1'), await page.read('e/1/3/why')];
    await page.kill();

    expect([edition.exitCode, explained.exitCode, client.status]).toEqual([0, 0, 200]);
    for (const id of IDS) expect(read[0]).toContain(`says ${id}`);
    expect(read[1]).not.toContain('Internal error');
  },
);

test('of a post that was passed over, explain says why without what was changed of its signals', async () => {
  const { run, databaseFile } = await aDamagedFile();
  await run(['rank', '--now', isoOf(hours(POSTS + 1)), '--size', '2', '--no-pictures']);
  const connection = openConnection(databaseFile);
  connection.pragma('ignore_check_constraints = on');
  const { changes } = connection
    .prepare("update passed_over set signals = '!' || substr(signals, 2)")
    .run();
  const id = connection
    .prepare(
      `select server_id from passed_over
         join statuses using (uri_hash) join server_ids using (status_key) limit 1`,
    )
    .pluck()
    .get() as string;
  connection.close();
  expect(changes).toBeGreaterThan(0);

  const { exitCode, stderr } = await run(['explain', id]);

  expect([exitCode, stderr]).toEqual([0, '']);
});

test('a filter in which a bit was changed keeps nothing out, until the server tells it anew', async () => {
  const { run, databaseFile, home, take, told } = await aDamagedFile();
  const filter = { id: '7', title: 'says', context: ['home'], expires_at: null };
  const words = { keywords: [{ id: '1', keyword: 'says 1003', whole_word: false }] };
  const filters = [{ ...filter, ...words, filter_action: 'warn', statuses: [] }];
  const tell = () => take([lineOf(hours(POSTS + 1), 'filters', filters)]);
  await tell();
  const caught = () => {
    const connection = openConnection(databaseFile);
    try {
      return connection.prepare('select count(*) from filter_matches').pluck().get();
    } finally {
      connection.close();
    }
  };
  const before = caught();
  const connection = openConnection(databaseFile);
  connection.pragma('ignore_check_constraints = on');
  connection.exec("update filters set body = '!' || substr(body, 2)");
  connection.close();

  const taken = await take(told(hours(POSTS + 2)));
  const exported = await run(['export']);
  const page = await aRunningPage(['serve', '--db', databaseFile], { HOME: home });
  const headers = { authorization: `Bearer ${await aToken(page.url.replace(/\/$/, ''))}` };
  const client = await fetch(`${page.url}api/v1/timelines/home?limit=40`, { headers });
  const edition = await page.read('e/1');
  await page.kill();
  await tell();

  expect([taken, exported].map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  expect(client.status).toBe(200);
  for (const id of IDS) expect(edition).toContain(`@p${id}@`);
  expect([before, caught()]).toEqual([1, 1]);
});

test.each(['feed_settings', 'report'])(
  'an edition of whose %s a bit was changed is read, explained and exported',
  async (column) => {
    const { run, databaseFile, home } = await aDamagedFile();
    const connection = openConnection(databaseFile);
    connection.pragma('ignore_check_constraints = on');
    // A disk asks no index, which would have to read what is written there.
    connection.exec('drop index editions_continuing');
    connection.exec(`update editions set ${column} = '!' || substr(${column}, 2)`);
    connection.close();

    const commands = [['edition'], ['explain', IDS[2]], ['stats'], ['export'], ['feeds']];
    const codes = [];
    for (const command of commands) codes.push((await run(command as string[])).exitCode);
    const page = await aRunningPage(['serve', '--db', databaseFile], { HOME: home });
    const read = [];
    for (const path of ['', 'editions', 'e/1/3/why', 'statistics'])
      read.push(await page.read(path));
    await page.kill();

    expect(codes).toEqual(commands.map(() => 0));
    for (const id of IDS) expect(read[0]).toContain(`says ${id}`);
    for (const body of read) expect(body).not.toContain('Internal error');
  },
);
