// What `npm run year` measures: a row a month, and at the end what grew that should not have.
import { statSync } from 'node:fs';
import { openForReading } from '../build/store/read_only.js';
import { openStats } from '../build/store/stats.js';

const MEGABYTE = 1e6;
/** A month's figure may be so many times the one it is compared with; machines are noisy. */
const SLACK = 1.5;
const HEAP_SLACK = 1.25;
/** Those before the candidates are counted. */
const LAST_DRAWS = 5;
/** The log of the file is written back to it each night: what is left of it is a few bites. */
const WAL_MOST_BYTES = 64 * MEGABYTE;

const COLUMNS = [
  ['day', 'day'],
  ['arrived', 'arrivals'],
  ['candidates', 'unseen'],
  ['mornings', 'read'],
  ['file MB', 'fileMb'],
  ['let go', 'pruned'],
  ['import s', 'import'],
  ['draw s', 'draw'],
  ['µs each', 'eachUs'],
  ['keep s', 'prune'],
  ['page ms', 'pageMs'],
  ['heap MB', 'heapMb'],
  ['rss MB', 'rssMb'],
  ['heard 14 d', 'heard14'],
  ['heard ever', 'heardEver'],
  ['longest d', 'longest'],
];

export function openMonths({ database, driftline, clock, errors }) {
  const startedMs = performance.now();
  const rows = [];
  let month = emptyMonth();
  line(COLUMNS.map(([title]) => title));

  return {
    /** Of the processor, since the machine may be busy with other things. */
    async time(name, run) {
      const before = process.cpuUsage();
      const answer = await run();
      const { user, system } = process.cpuUsage(before);
      month.times[name].push((user + system) / 1_000);
      return answer;
    },
    add({ arrivals, kept, isRead }) {
      month.arrivals += arrivals;
      month.pruned += kept.pruned;
      month.read += isRead ? 1 : 0;
    },
    /** `heapBytes`: of the page, which was served since the month began. */
    async end(day, heapBytes) {
      const stats = await this.time('stats', () => driftline.run('stats', '--json'));
      const { rss } = process.memoryUsage();
      const { times } = month;
      const row = {
        day,
        arrivals: month.arrivals,
        unseen: stats.unseen,
        read: month.read,
        pruned: month.pruned,
        fileMb: statSync(database).size / MEGABYTE,
        walMb: sizeOf(`${database}-wal`) / MEGABYTE,
        import: middle(times.import) / 1_000,
        draw: middle(times.draw) / 1_000,
        eachUs: (middle(times.draw.slice(-LAST_DRAWS)) * 1_000) / Math.max(1, stats.unseen),
        prune: middle(times.prune) / 1_000,
        backup: middle(times.backup) / 1_000,
        stats: middle(times.stats) / 1_000,
        pageMs: middle(times.page),
        heapMb: heapBytes / MEGABYTE,
        rssMb: rss / MEGABYTE,
        heard14: stats.coverage.heard_14_days,
        heardEver: heardEver(database, clock.nowMs),
        longest: stats.coverage.longest_unheard?.days,
      };
      rows.push(row);
      line(COLUMNS.map(([, name]) => shown(row[name])));
      for (const error of errors.splice(0)) fail(row, error);
      month = emptyMonth();
    },
    verdict() {
      for (const error of errors) fail(rows.at(-1), error);
      const grown = rows.length < 3 ? [] : whatGrew(rows);
      const wrong = rows.flatMap((row) => row.wrong ?? []);
      const minutes = ((performance.now() - startedMs) / 60_000).toFixed(0);
      const { backup, stats, walMb } = rows.at(-1);
      const flat = grown.join('; ') || 'nothing grew that should be flat';
      process.stdout.write(
        `${minutes} minutes. The last backup took ${shown(backup)} s of the processor, stats ` +
          `${shown(stats)} s; the log of the file has ${shown(walMb)} MB.\n` +
          `${wrong.length} error lines; ${flat}.\n`,
      );
      return wrong.length === 0 && grown.length === 0;
    },
  };
}

function emptyMonth() {
  const names = ['import', 'draw', 'prune', 'page', 'backup', 'stats'];
  const times = Object.fromEntries(names.map((name) => [name, []]));
  return { arrivals: 0, pruned: 0, read: 0, times };
}

/** Of those who are followed. */
function heardEver(file, nowMs) {
  const database = openForReading(file);
  const people = openStats(database).coverage(nowMs);
  database.close();
  return people.filter(({ heard_at_ms }) => heard_at_ms !== null).length;
}

function fail(row, error) {
  row.wrong ??= [];
  row.wrong.push(error);
  process.stdout.write(`  ${error}\n`);
}

/** The first month is a beginning: taste and lanes fill in. */
function whatGrew(rows) {
  const [, early, ...later] = rows;
  const last = later.at(-1);
  /** @type {[string, string, number][]} */
  const flat = [
    ['heap', 'heapMb', HEAP_SLACK],
    ['a page', 'pageMs', SLACK],
    ['a draw for each candidate', 'eachUs', SLACK],
    ['filing a day', 'import', SLACK],
  ];
  const grown = flat
    .filter(([, name, slack]) => last[name] > early[name] * slack)
    .map(([what, name]) => `${what} grew from ${shown(early[name])} to ${shown(last[name])}`);
  if (last.walMb * MEGABYTE > WAL_MOST_BYTES) grown.push(`the log has ${shown(last.walMb)} MB`);
  return grown;
}

function line(cells) {
  process.stdout.write(`| ${cells.map((cell) => String(cell).padStart(10)).join(' | ')} |\n`);
}

function shown(value) {
  if (typeof value !== 'number') return value ?? '-';
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(value < 10 ? 2 : 0);
}

function middle(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function sizeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
