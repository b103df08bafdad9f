// Target 1: filing frames in batches of 40, against the ceiling: parse, and insert the raw text.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseHomeEntry } from '../dist/core/status.js';
import { openFiling } from '../dist/store/filing.js';
import { openLogins } from '../dist/store/logins.js';
import { openDatabase } from '../dist/store/migrate.js';
import { openConnection } from '../dist/store/sqlite.js';
import { frames, START_MS } from './bench_frames.mjs';
import { inTurns, milliseconds } from './bench_rounds.mjs';

const FRAMES = 8_000;
const BATCH = 40;
const ROUNDS = 5;

export async function measureIngest(scratch) {
  const texts = frames(FRAMES, 25_000);
  const [ours, ceiling] = await inTurns(
    ROUNDS,
    (round) => fileAll(join(scratch, `ours${round}.db`), texts),
    (round) => insertRaw(join(scratch, `raw${round}.db`), texts),
  );
  const each = (ms) => `${((ms * 1_000) / FRAMES).toFixed(0)} µs`;
  return [
    {
      what: '1: ingest rate, batch 40 ÷ parse + raw insert',
      measured: ceiling / ours,
      target: 0.62,
      isAtLeast: true,
      detail: `${each(ours)} and ${each(ceiling)} a frame`,
    },
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

function fileAll(file, texts) {
  const { database, login, filing } = openHome(file);
  const ms = milliseconds(() => {
    for (let from = 0; from < texts.length; from += BATCH) {
      const entries = texts
        .slice(from, from + BATCH)
        .map((text) => parseHomeEntry(JSON.parse(text)));
      filing.file(login.loginKey, entries, { atMs: START_MS + from, how: 'stream' });
    }
  });
  database.close();
  remove(file);
  return ms;
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

function remove(file) {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
}
