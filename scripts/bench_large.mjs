// `npm run bench:large`: what needs three million statuses, or another program. Some 10 GB beside
// this folder or in memory, and twenty minutes.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openFollows } from '../build/store/follows.js';
import { compareDraws, fileMore } from './bench_draw_sizes.mjs';
import { drawOf, keepOf } from './bench_drawing.mjs';
import { everybody, frames, framesForEver, START_MS } from './bench_frames.mjs';
import { fileFrames, openHome, PER_DAY } from './bench_ingest.mjs';
import { keepLedger, READ_SHARE } from './bench_ledger.mjs';
import { comparePages } from './bench_page_sizes.mjs';
import { inTurns, median, milliseconds } from './bench_rounds.mjs';
import { printTable } from './bench_table.mjs';

const ROWS = Number(process.env.BENCH_ROWS ?? 3_000_000);
const ROUNDS = 5;
const PART = 8_000;
const FEW = 10_000;
const WAYPOINTS = [100_000, 300_000, 1_000_000];

const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const scratch = mkdtempSync(join(place, 'driftline-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const results = [...(await measureGrowth()), ...(await measureSqliteUtils())];
console.log(`Node ${process.versions.node}, ${cpus().length} cores, ${place}\n`);
printTable(results);

/** Targets 3, 8, 9, and pages: a file that grows to ROWS statuses, and copies of it on its way. */
async function measureGrowth() {
  const written = framesForEver(PER_DAY);
  const full = openKnowing('full.db');
  const sizes = [FEW, ...WAYPOINTS.filter((size) => size < ROWS), ROWS];
  let from = 0;
  for (const size of sizes) {
    fileMore(full, written, { from, count: size - from }, (filed) => {
      if (filed % 100_000 === 0) process.stderr.write(`\r${filed} of ${ROWS} statuses `);
    });
    from = size;
    full.database.connection.pragma('wal_checkpoint(truncate)');
    if (size < ROWS) copyFileSync(join(scratch, 'full.db'), join(scratch, `${size}.db`));
  }
  process.stderr.write('\n');
  // A smaller file has no waypoints to compare with.
  const draws = ROWS > WAYPOINTS.at(-1) ? await measureDraws(full) : [];
  const drawn = draws.length > 0 ? full : drawOnce(full, ROWS);
  const filing = await measureFiling(drawn, written);
  return [filing, ...draws, ...(await measurePages())];
}

/** Pages of an edition out of FEW statuses against one out of ROWS. */
function measurePages() {
  const few = drawOnce(openHome(join(scratch, `${FEW}.db`)), FEW);
  few.database.close();
  const [small, large] = [`${FEW}.db`, 'full.db'].map((name) => ({ file: join(scratch, name) }));
  return comparePages(small, large, { scratch, what: `${ROWS} statuses ÷ ${FEW}` });
}

/** An edition in a file of which a fifth was read. */
function drawOnce(home, came) {
  keepLedger(home, came);
  keepOf(home, came)();
  drawOf(home, came, FEW * (1 - READ_SHARE))(0);
  return home;
}

/** Target 3: the same frames filed into the full file, and into an empty one. */
async function measureFiling(full, written) {
  const [large, empty] = [[], []];
  for (let round = -1; round < ROUNDS; round += 1) {
    const texts = Array.from({ length: PART }, () => written.next().value);
    const fresh = openKnowing(`fresh${round}.db`);
    const took = [full, fresh].map((home) =>
      milliseconds(() => fileFrames(home, texts, 200, ROWS)),
    );
    fresh.database.close();
    if (round < 0) continue;
    large.push(took[0]);
    empty.push(took[1]);
  }
  full.database.close();
  const [atRows, atNone] = [median(large), median(empty)];
  return {
    what: `3: ingest rate at ${ROWS} statuses ÷ at none, batch 200, with full text`,
    measured: atNone / atRows,
    target: 0.95,
    isAtLeast: true,
    detail: `${each(atRows)} and ${each(atNone)} a frame`,
  };
}

/**
 * Target 8: the same window of a longer history. Target 9: more candidates. A fifth of all that
 * came was read in each.
 */
async function measureDraws(full) {
  const [few, some, many] = WAYPOINTS.map((came) => ({
    came,
    candidates: came * (1 - READ_SHARE),
    home: openHome(join(scratch, `${came}.db`)),
  }));
  for (const { came, home } of [few, some, many]) keepLedger(home, came);
  keepLedger(full, ROWS);
  const inWindow = { candidates: few.candidates };
  const rows = [
    ...(await compareDraws(few, many, { what: '9: draw of 800,000 ÷ of 80,000', target: 6 })),
    ...(await compareDraws(
      { ...some, ...inWindow },
      { home: full, came: ROWS, ...inWindow },
      { what: `8: draw of the last 80,000 at ${ROWS} ÷ at 300,000 statuses`, target: 1.05 },
    )),
  ];
  for (const { home } of [few, some, many]) home.database.close();
  return rows;
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
