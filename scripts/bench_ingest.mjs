// Targets 1, 2 and 4: filing frames in batches, against the ceiling (parse, and insert the raw
// text), and what that writes.
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseHomeEntry } from '../build/core/status.js';
import { openFiling } from '../build/store/filing.js';
import { openLogins } from '../build/store/logins.js';
import { openDatabase } from '../build/store/migrate.js';
import { openConnection } from '../build/store/sqlite.js';
import { frames, START_MS } from './bench_frames.mjs';
import { inTurns, milliseconds } from './bench_rounds.mjs';

const FRAMES = 8_000;
export const PER_DAY = 25_000;
const ROUNDS = 5;

export async function measureIngest(scratch) {
  const texts = frames(FRAMES, PER_DAY);
  const [small, large, searched, ceiling] = await inTurns(
    ROUNDS,
    (round) => fileAll(join(scratch, `ours${round}.db`), texts, 40, withoutTexts),
    (round) => fileAll(join(scratch, `ours${round}.db`), texts, 200, withoutTexts),
    (round) => fileAll(join(scratch, `ours${round}.db`), texts, 40),
    (round) => insertRaw(join(scratch, `raw${round}.db`), texts),
  );
  const each = (ms) => `${((ms * 1_000) / FRAMES).toFixed(0)} µs`;
  const rate = (what, ours, target) => ({
    what,
    measured: ceiling / ours,
    target,
    isAtLeast: true,
    detail: `${each(ours)} and ${each(ceiling)} a frame`,
  });
  return [
    rate('1: ingest rate, batch 40, without full text ÷ parse + raw insert', small, 0.62),
    rate('2: same, batch 200', large, 0.7),
    rate('2: same, batch 40, with full text', searched, 0.42),
    measureWal(join(scratch, 'wal.db'), texts),
  ];
}

export function openHome(file) {
  const database = openDatabase(file);
  const login = openLogins(database).findOrAdd({
    server: 'https://home.example',
    ownerId: '1',
    acct: 'me@home.example',
    atMs: START_MS,
  });
  return { database, login, filing: openFiling(database) };
}

/**
 * Files `texts`, PER_DAY of them a day from START_MS on, in transactions of `batch`; `before` of
 * them came earlier.
 */
export function fileFrames({ filing, login }, texts, batch, before = 0) {
  for (let from = 0; from < texts.length; from += batch) {
    const entries = texts.slice(from, from + batch).map((text) => parseHomeEntry(JSON.parse(text)));
    const atMs = momentAfter(before + from);
    filing.file(login.loginKey, entries, { atMs, how: 'stream' });
  }
}

/**
 * When that many frames have come.
 * @returns {import('../build/core/clock.js').EpochMs}
 */
export function momentAfter(count) {
  const laterMs = Math.floor((count / PER_DAY) * 86_400_000);
  return /** @type {import('../build/core/clock.js').EpochMs} */ (START_MS + laterMs);
}

/** @param {(home: any) => void} prepare */
function fileAll(file, texts, batch, prepare = () => {}) {
  const home = openHome(file);
  prepare(home);
  const ms = milliseconds(() => fileFrames(home, texts, batch));
  home.database.close();
  remove(file);
  return ms;
}

/** A view that takes nothing stands in the place of the full text. */
function withoutTexts({ database: { connection } }) {
  connection.exec(`create temp view texts as select 0 as rowid, '' as body;
                   create temp trigger no_texts instead of insert on texts begin select 1; end`);
}

function insertRaw(file, texts) {
  const database = openConnection(file);
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = normal');
  database.exec('create table frames (id text primary key, body blob) strict');
  const insert = database.prepare('insert into frames values (?, ?)');
  const ms = milliseconds(() =>
    database.transaction(() => {
      for (const text of texts) insert.run(JSON.parse(text).id, Buffer.from(text));
    })(),
  );
  database.close();
  remove(file);
  return ms;
}

function measureWal(file, texts) {
  const home = openHome(file);
  const { connection } = home.database;
  connection.pragma('wal_checkpoint(truncate)');
  connection.pragma('wal_autocheckpoint = 0');
  fileFrames(home, texts, 40);
  const bytes = statSync(`${file}-wal`).size;
  home.database.close();
  remove(file);
  return bytesRow('4: WAL bytes ÷ frame bytes, batch 40', bytes, texts, 2.3);
}

/** What was written for `texts`, beside what they are. */
export function bytesRow(what, bytes, texts, target) {
  const received = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const kilobytes = (sum) => `${(sum / texts.length / 1_000).toFixed(1)} kB`;
  return {
    what,
    measured: bytes / received,
    target,
    isAtLeast: false,
    detail: `${kilobytes(bytes)} and ${kilobytes(received)} a frame`,
  };
}

function remove(file) {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
}
