// A year of Driftline on told time: `npm run year`, or `npm run year -- DAYS PEOPLE KEPT` for
// another one: so many follows, and bodies that are kept for so many days.
//
// Each day the demo's world sends what a home of 2,200 follows receives, some 3,000 entries with
// their edits, deletions and later counts; at 05:30 the edition is drawn and the store kept; on
// most mornings somebody reads it on the page, over HTTP; twice they are away. Driftline's commands
// do all of it. The last line says whether anything was wrong, and so does the exit code.
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inventReader } from '../build/demo/reader.js';
import { openDriftline } from './year_driftline.mjs';
import { openMonths } from './year_months.mjs';
import { readMorning } from './year_morning.mjs';

const DAY_MS = 86_400_000;
const READS_AFTER_MS = 90 * 60_000;
const SEED = 'a year';
/** Midnight of UTC is 05:30 there, the hour of the draw. */
const TIMEZONE = 'Asia/Kolkata';
const START_MS = Date.UTC(2026, 0, 1);
/** Two weeks and four. */
const AWAY = [
  { from: 100, to: 113 },
  { from: 250, to: 277 },
];
const MONTH_DAYS = 30;
const KEPT_MIN = 30;
const USAGE = `npm run year -- DAYS PEOPLE KEPT: whole numbers, KEPT from ${KEPT_MIN} days on`;

/** Kept for 90 days, so that in three quarters of the year what is old goes as new comes. */
const [days = 365, people = 2_200, keepDays = 90] = process.argv.slice(2).map(Number);
if (![days, people, keepDays - KEPT_MIN + 1].every((one) => Number.isInteger(one) && one >= 1)) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
const scratch = mkdtempSync(join(tmpdir(), 'driftline-year-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
mkdirSync(join(scratch, '.config/driftline'), { recursive: true });
writeFileSync(
  join(scratch, '.config/driftline/config.toml'),
  `timezone = "${TIMEZONE}"\n\n[keep]\ndays = ${keepDays}\n`,
);

const errors = [];
const clock = { nowMs: START_MS };
const driftline = openDriftline({ home: scratch, clock, errors });
const database = join(scratch, '.local/share/driftline/driftline.db');
const backup = join(scratch, 'backup.db');
const world = openWorld();
const reader = inventReader({ seed: SEED, worthOf: () => 0 });
const months = openMonths({ database, driftline, clock, errors });

const followsFile = join(scratch, 'follows.jsonl');
await world.ask('people', { file: followsFile });
await driftline.run('import', followsFile);
let serving = await driftline.serve();
let coming = askDay(1);
for (let day = 1; day <= days; day += 1) {
  const { file, arrivals } = await coming;
  if (day < days) coming = askDay(day + 1);
  await liveThrough(day, file, arrivals);
}
await serving.end();
await comeBackFromBackup();
world.end();
process.exitCode = months.verdict() ? 0 : 1;

async function liveThrough(day, file, arrivals) {
  clock.nowMs = START_MS + day * DAY_MS;
  const imported = await months.time('import', () => driftline.run('import', file, '--json'));
  for (const { reason } of imported.examples) errors.push(`import: ${reason}`);
  rmSync(file);
  const edition = await months.time('draw', () =>
    driftline.run('rank', '--seed', `${SEED}/${day}`, '--no-pictures', '--json'),
  );
  const kept = await months.time('prune', () => driftline.run('prune', '--json'));
  clock.nowMs += READS_AFTER_MS;
  serving.tell();
  const isAway = AWAY.some(({ from, to }) => day >= from && day <= to);
  const isRead = !isAway && reader.wakesOn(day);
  if (isRead) await read(day, edition);
  months.add({ arrivals, kept, isRead });
  if (day % MONTH_DAYS !== 0 && day !== days) return;
  await months.time('backup', () => driftline.run('backup', backup, '--force', '--json'));
  await months.end(day, await serving.heap());
  await serving.end();
  serving = await driftline.serve();
}

async function read(day, edition) {
  const uris = edition.map(({ uri }) => uri);
  const { looks, acts } = await world.ask('read', { day, uris, atMs: clock.nowMs });
  await readMorning({ url: serving.url, edition: day, looks, months, errors });
  if (acts.length === 0) return;
  const file = join(scratch, 'acts.jsonl');
  writeFileSync(file, acts.join('\n'));
  await driftline.run('import', file, '--json');
}

/** The last backup is a whole database, which says the same. */
async function comeBackFromBackup() {
  const copy = join(scratch, 'copy', 'driftline.db');
  await driftline.run('restore', backup, '--db', copy);
  const [was, is] = [
    await driftline.run('stats', '--json'),
    await driftline.run('stats', '--json', '--db', copy),
  ];
  for (const name of ['statuses', 'arrivals', 'seen', 'unseen'])
    if (was[name] !== is[name]) errors.push(`restore: ${name} are ${is[name]}, not ${was[name]}`);
  process.stdout.write(`Restored from its backup: ${is.statuses} posts.\n`);
  if (statSync(copy).size === 0) errors.push('restore: an empty file');
}

async function askDay(day) {
  const file = join(scratch, `day-${day}.jsonl`);
  const fromMs = START_MS + (day - 1) * DAY_MS;
  const answer = await world.ask('day', { day: day - 1, file, fromMs, toMs: fromMs + DAY_MS });
  return { ...answer, file };
}

/** One question after the other. */
function openWorld() {
  const script = fileURLToPath(new URL('./year_world.mjs', import.meta.url));
  const child = fork(script, [SEED, `${START_MS}`, `${people}`], { execArgv: [] });
  const waiting = [];
  child.on('message', (answer) => waiting.shift()(answer));
  child.on('exit', (code) => {
    if (waiting.length > 0) throw new Error(`the world ended with ${code}`);
  });
  return {
    ask: (ask, question) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        child.send({ ask, ...question });
      }),
    end: () => child.kill(),
  };
}
