// `npm run bench:large`: what needs three million statuses, or another program. Some 7 GB beside
// this folder or in memory, and a quarter of an hour.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openFollows } from '../dist/store/follows.js';
import { everybody, frames, framesForEver, START_MS } from './bench_frames.mjs';
import { fileFrames, openHome, PER_DAY } from './bench_ingest.mjs';
import { inTurns, median, milliseconds } from './bench_rounds.mjs';
import { printTable } from './bench_table.mjs';

const ROWS = Number(process.env.BENCH_ROWS ?? 3_000_000);
const ROUNDS = 5;
const PART = 8_000;

const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const scratch = mkdtempSync(join(place, 'driftline-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const results = [...(await measureGrowth()), ...(await measureSqliteUtils())];
console.log(`Node ${process.versions.node}, ${cpus().length} cores, ${place}\n`);
printTable(results);

/** Target 3: the same frames filed into a file of ROWS statuses, and into an empty one. */
async function measureGrowth() {
  const written = framesForEver(PER_DAY);
  const next = (count) => Array.from({ length: count }, () => written.next().value);
  const full = openKnowing('full.db');
  for (let filed = 0; filed < ROWS; filed += PART) {
    fileFrames(full, next(PART), 200);
    if (filed % (25 * PART) === 0) process.stderr.write(`\r${filed} of ${ROWS} statuses `);
  }
  process.stderr.write('\n');
  const [large, empty] = [[], []];
  for (let round = -1; round < ROUNDS; round += 1) {
    const texts = next(PART);
    const fresh = openKnowing(`fresh${round}.db`);
    const took = [full, fresh].map((home) => milliseconds(() => fileFrames(home, texts, 200)));
    fresh.database.close();
    if (round < 0) continue;
    large.push(took[0]);
    empty.push(took[1]);
  }
  full.database.close();
  const [atRows, atNone] = [median(large), median(empty)];
  return [
    {
      what: `3: ingest rate at ${ROWS} statuses ÷ at none, batch 200, with full text`,
      measured: atNone / atRows,
      target: 0.95,
      isAtLeast: true,
      detail: `${each(atRows)} and ${each(atNone)} a frame`,
    },
  ];
}

/** Everybody's profile is known, as after the follow list was read. */
function openKnowing(name) {
  const home = openHome(join(scratch, name));
  const { database, login, filing } = home;
  openFollows(database, filing.accounts).replaceAll(login.loginKey, everybody(), START_MS);
  return home;
}

/** Target 15: the program that people keep their timelines with in Python. */
async function measureSqliteUtils() {
  const script = fileURLToPath(new URL('./bench_sqlite_utils.py', import.meta.url));
  const python = ['/usr/bin/python3', 'python3'].find(
    (name) => spawnSync(name, ['-c', 'import sqlite_utils']).status === 0,
  );
  if (python === undefined) {
    process.stderr.write(
      '15: not measured, sqlite-utils is not installed (Debian: sqlite-utils)\n',
    );
    return [];
  }
  const texts = frames(PART, PER_DAY);
  const lines = join(scratch, 'frames.jsonl');
  writeFileSync(lines, texts.join('\n'));
  const theirs = (round) => {
    const done = spawnSync(python, [script, lines, join(scratch, `theirs${round}.db`)]);
    if (done.status !== 0) throw new Error(String(done.stderr));
    return Number(done.stdout);
  };
  const ours = (batch) => (round) => {
    const home = openHome(join(scratch, `ours${batch}_${round}.db`));
    const ms = milliseconds(() => fileFrames(home, texts, batch));
    home.database.close();
    return ms;
  };
  const [one, many, other] = await inTurns(ROUNDS, ours(1), ours(200), theirs);
  const ratio = (what, ms, target) => ({
    what,
    measured: ms / other,
    target,
    isAtLeast: false,
    detail: `${each(ms)} and ${each(other)} a frame`,
  });
  return [
    ratio('15: ours, commit each, with full text ÷ sqlite-utils, upsert and commit', one, 0.95),
    ratio('15: same, batch 200', many, 0.55),
  ];
}

function each(ms) {
  return `${((ms * 1_000) / PART).toFixed(0)} µs`;
}
