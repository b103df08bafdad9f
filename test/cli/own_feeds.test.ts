import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { beforeEach, expect, test } from 'vitest';
import { drawOnDemand } from '../../src/cli/page_wiring.ts';
import { openSession } from '../../src/cli/session.ts';
import { isoOf } from '../../src/core/clock.ts';
import { runOwnSqlAside } from '../../src/own_sql_aside.ts';
import { drawAnyhow } from '../../src/rank/draw_anyhow.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours } from '../support/entries.ts';
import { richHistory } from '../support/recording.ts';

/** Statements run in a process of their own, as they do for the owner. */
const MOMENT = ['--now', isoOf(hours(300)), '--seed', 'x'];
let line: ReturnType<typeof aCommandLine>;
let sqlFile: string;

beforeEach(async () => {
  line = aCommandLine();
  sqlFile = join(dirname(line.configFile), 'feeds/mine.sql');
  const said = await line.run(['import', '-'], { stdin: () => inputOf(richHistory().join('\n')) });
  expect(said.exitCode).toBe(0);
});

function write(sql: string, more = ''): void {
  mkdirSync(dirname(sqlFile), { recursive: true });
  writeFileSync(sqlFile, sql);
  writeFileSync(line.configFile, `[feeds.mine]\nsql = "feeds/mine.sql"\n${more}`);
}

const drawn = async (feed: string) =>
  (await line.run(['rank', '--feed', feed, '--dry-run', '--json', ...MOMENT])).stdout;

test('feeds copy writes SQL and settings that draw the same bytes', async () => {
  const said = await line.run(['feeds', 'copy', 'morning', 'mine']);

  expect(said).toMatchObject({ exitCode: 0, stderr: '' });
  expect(said.stdout).toContain(sqlFile);
  expect(readFileSync(sqlFile, 'utf8')).toContain('-- What each signal does, as a factor');
  expect(await drawn('mine')).toBe(await drawn('morning'));
  const again = await line.run(['feeds', 'copy', 'mine', 'other']);
  expect(again).toMatchObject({ exitCode: 0 });
  expect(await drawn('other')).toBe(await drawn('morning'));
});

test('feeds copy --settings leaves the SQL to the ranker, and no file is overwritten', async () => {
  await line.run(['feeds', 'copy', 'pictures', 'mine', '--settings']);
  expect(existsSync(sqlFile)).toBe(false);
  expect(readFileSync(line.configFile, 'utf8')).toContain('with_media = true');

  write('-- dear to me');
  writeFileSync(line.configFile, '');
  const said = await line.run(['feeds', 'copy', 'morning', 'mine']);

  expect(said).toMatchObject({ exitCode: 2 });
  expect(said.stderr).toContain('is there already');
  expect(readFileSync(sqlFile, 'utf8')).toBe('-- dear to me');
});

test('feeds try shows the first twenty and the difference, and keeps nothing', async () => {
  await line.run(['feeds', 'copy', 'morning', 'mine']);
  const sql = readFileSync(sqlFile, 'utf8')
    .replace('as score\n', "as score, 'as I <like> it' as reason\n")
    .concat('where boosters > 0\n');
  writeFileSync(sqlFile, sql);
  const ledger = (await line.run(['export'])).stdout;

  const said = await line.run(['feeds', 'try', 'mine.sql', ...MOMENT]);
  const json = JSON.parse((await line.run(['feeds', 'try', sqlFile, '--json', ...MOMENT])).stdout);

  expect(said).toMatchObject({ exitCode: 0, stderr: '' });
  expect(said.stdout).toContain(`· as I <like> it · ${json.first[0].uri}\n`);
  expect(said.stdout).toContain('Compared with morning, one night, the same dice:');
  expect(json).toMatchObject({ feed: 'mine', compared_with: 'morning' });
  expect(json.first[0]).toMatchObject({ position: 1, reason: 'as I <like> it' });
  expect(json.first.length).toBeLessThanOrEqual(20);
  expect(json.difference.leave.length).toBeGreaterThan(0);
  expect((await line.run(['export'])).stdout).toBe(ledger);
});

test('feeds try takes a file that no setting names, and says where it looked for one', async () => {
  mkdirSync(dirname(sqlFile), { recursive: true });
  writeFileSync(sqlFile, 'select status_id from candidate_statuses limit 3');

  const said = await line.run(['feeds', 'try', 'mine.sql', ...MOMENT]);
  const none = await line.run(['feeds', 'try', 'none.sql']);

  expect(said.stdout).toContain('3 posts out of 3 candidates that it chose');
  expect(none).toMatchObject({ exitCode: 1 });
  expect(none.stderr).toContain(`there is no file none.sql, and none at ${dirname(sqlFile)}`);
});

test('feeds check names the file, the line and the word', async () => {
  write('select status_id\nform candidate_statuses');

  const said = await line.run(['feeds', 'check', 'mine']);
  const { mistakes } = JSON.parse((await line.run(['feeds', 'check', '--json'])).stdout);

  expect(said.exitCode).toBe(1);
  expect(said.stdout.replaceAll('\n', ' ')).toContain(
    `${sqlFile}, line 2, near "form": SQL cannot`,
  );
  expect(mistakes).toEqual([
    { file: sqlFile, line: 2, token: 'form', problem: expect.stringContaining('mean from?') },
  ]);
  expect((await line.run(['feeds', 'check', 'morning'])).exitCode).toBe(0);
});

test.each(['uri', 'cast(status_key as text)'])(
  'ids that no post has are a mistake: %s',
  async (id) => {
    write(`select\n${id} as status_id from candidate_statuses`);

    const { mistakes } = JSON.parse((await line.run(['feeds', 'check', '--json'])).stdout);
    const drawn = await line.run(['rank', '--feed', 'mine', '--dry-run']);

    expect(mistakes).toMatchObject([
      {
        file: sqlFile,
        line: 2,
        token: 'status_id',
        problem: expect.stringContaining('is the id of no post'),
      },
    ]);
    expect(drawn.exitCode).toBe(1);
    expect(drawn.stderr).toContain('take status_id from candidate_statuses');
  },
);

test('a statement without an end is ended at its limit', async () => {
  write(
    `with recursive n (i) as (select 1 union all select i + 1 from n)
     select i as status_id from n where i < 0`,
    'limit_seconds = 1\n',
  );
  const startedMs = performance.now();

  const said = await line.run(['rank', '--feed', 'mine', '--dry-run']);

  expect(said).toMatchObject({ exitCode: 1, stdout: '' });
  expect(said.stderr).toContain('feeds/mine.sql: ended at its time limit of 1 s');
  expect(performance.now() - startedMs).toBeLessThan(10_000);
});

test('who draws has an edition whatever the SQL says, and is told of it', async () => {
  write('select status_id, favorites as score from candidate_statuses');

  const dry = await line.run(['rank', '--feed', 'mine', '--dry-run', ...MOMENT]);
  const said = await line.run(['rank', '--feed', 'mine', ...MOMENT]);
  const doctor = JSON.parse(
    (await line.run(['doctor', '--offline', '--json'], { time: atTheMoment })).stdout,
  );

  expect(dry).toMatchObject({ exitCode: 1, stdout: '' });
  expect(said.exitCode).toBe(0);
  expect(said.stdout).toContain('The SQL of mine failed; this was drawn by feed morning.');
  expect(JSON.parse(said.stderr)).toMatchObject({
    event: 'feed.failed',
    feed: 'mine',
    why: expect.stringContaining('line 1, near "favorites"'),
    drawn_with: 'feed morning',
  });
  expect(doctor.checks.find(({ name }: { name: string }) => name === 'feeds')).toMatchObject({
    ok: false,
    detail: expect.stringContaining('did you mean favourites?'),
    remedy: 'Mend it: "driftline feeds check mine" says where.',
  });
});

test('the nightly draw reads the SQL anew, and its log says where that failed', async () => {
  write('select status_id from candidate_statuses limit 3');
  const lines: string[] = [];
  const surroundings = line.surroundings({
    stderr: { write: async (text) => void lines.push(text), isTerminal: false, columns: 80 },
    time: atTheMoment,
    drawAside: async (task) => {
      const database = openDatabase(task.file);
      const fallbacks = task.fallbacks ?? [];
      const runOwnSql = runOwnSqlAside;
      return drawAnyhow({ ...task, database, fallbacks, runOwnSql }).finally(database.close);
    },
  });
  const session = openSession(new Command(), surroundings);
  const database = await session.openDatabase('must exist');
  const draw = drawOnDemand({ database, config: await session.config() }, session, surroundings);

  await draw({ feed: 'mine' });
  writeFileSync(sqlFile, 'select status_id form candidate_statuses');
  await draw({ feed: 'mine' });
  database.close();

  const events = lines.map((text) => JSON.parse(text));
  expect(events.map(({ event }) => event)).toEqual(['rank.drawn', 'feed.failed', 'rank.drawn']);
  expect(events[0]).toMatchObject({ entries: 3 });
  expect(events[1]).toMatchObject({ feed: 'mine', drawn_with: 'its last good SQL' });
  expect(events[2]).toMatchObject({ entries: 3 });
});

test('explain tells of what was frozen although the SQL fails now', async () => {
  write("select status_id, 'why not' as reason from candidate_statuses");
  await line.run(['rank', '--feed', 'mine', ...MOMENT]);
  const [entry] = JSON.parse((await line.run(['edition', '2', '--json'])).stdout);
  writeFileSync(sqlFile, 'select');

  const said = await line.run(['explain', entry.uri, '--feed', 'mine', '--json']);

  expect(JSON.parse(said.stdout)).toMatchObject({
    in_edition: { edition: 2, position: 1 },
    reason: 'why not',
  });
  expect(JSON.parse(said.stderr)).toMatchObject({ event: 'feed.failed' });
});

test('feeds check needs no database', async () => {
  const bare = aCommandLine();
  const sql = join(dirname(bare.configFile), 'feeds/mine.sql');
  await bare.run(['feeds', 'copy', 'pictures', 'mine']);

  const well = await bare.run(['feeds', 'check']);
  writeFileSync(sql, 'select status_id from nowhere');
  const not = await bare.run(['feeds', 'check']);

  expect(well).toMatchObject({ exitCode: 0, stderr: '' });
  expect(not.exitCode).toBe(1);
  expect(not.stdout.replaceAll('\n', ' ')).toContain('there is no table "nowhere"');
});

test('the reason of the SQL stands in the edition and in explain, in the owner’s words', async () => {
  write("select status_id, 'because <b>' || author || '</b>' as reason from candidate_statuses");
  await line.run(['rank', '--feed', 'mine', ...MOMENT]);

  const edition = await line.run(['edition', '2']);
  const entries = JSON.parse((await line.run(['edition', '2', '--json'])).stdout);
  const html = await line.run(['edition', '2', '--html', '-']);
  const explained = await line.run(['explain', entries[0].uri]);

  const { account, reason } = entries[0];
  expect(reason).toBe(`because <b>${account}</b>`);
  expect(edition.stdout).toContain(`because <b>${account}</b>`);
  expect(explained.stdout).toContain(`Your SQL says: because <b>${account}</b>`);
  expect(html.stdout).toContain(`because &lt;b&gt;${account}&lt;/b&gt;`);
  expect(html.stdout).not.toContain(`because <b>`);
});

const atTheMoment = { now: () => hours(301), after: () => () => {} };
