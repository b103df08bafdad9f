// Target 5: the bytes of 100,000 statuses in the file. Target 6: a draw out of as many candidates,
// against a bare shuffle of them with the same dice.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { MORNING } from '../dist/core/feed.js';
import { seedWords } from '../dist/core/seed_words.js';
import { drawEdition } from '../dist/rank/draw.js';
import { keepUp } from '../dist/rank/upkeep.js';
import { openFollows } from '../dist/store/follows.js';
import { frames, START_MS } from './bench_frames.mjs';
import { bytesRow, fileFrames, openHome, PER_DAY } from './bench_ingest.mjs';
import { inTurns, milliseconds } from './bench_rounds.mjs';

const CANDIDATES = 100_000;
const BATCH = 500;
const ROUNDS = 5;
const DAY_MS = 86_400_000;
export const BENCH_FILE = 'hundred_thousand.db';

export async function measureDraw(scratch) {
  const file = join(scratch, BENCH_FILE);
  const home = openHome(file);
  const { database, login, filing } = home;
  const texts = frames(CANDIDATES, PER_DAY);
  fileFrames(home, texts, BATCH);
  database.connection.pragma('wal_checkpoint(truncate)');
  const fileBytes = statSync(file).size;
  follow(database, login, filing);
  const nowMs = START_MS + (CANDIDATES / PER_DAY) * DAY_MS;
  // One kept draw first, so that the upkeep has been done once and a page can be served.
  drawEdition({ database, feed: MORNING, seed: 'first', nowMs, dryRun: false });

  const { first, second } = seedWords('bench');
  const shuffle = database.connection.prepare(
    `select status_key from pool order by draw_key(?, ?, dice_key, 0, 1.0) desc, dice_key limit 500`,
  );
  const feed = { ...MORNING, size: 500 };
  const moment = { database, feed, nowMs: nowMs + 1, dryRun: true };
  const keep = () => milliseconds(() => keepUp(database, nowMs + 1));
  const draw = (round) =>
    milliseconds(() => drawEdition({ ...moment, seed: `${round}`, isKeptUp: true }));
  const bare = () => milliseconds(() => shuffle.all(first, second));
  const [upkeep, ours, ceiling] = await inTurns(ROUNDS, keep, draw, bare);
  database.close();
  return [
    bytesRow('5: file bytes ÷ bytes received, 100,000, with full text', fileBytes, texts, 0.53),
    {
      what: '6: draw of 500 out of 100,000, from the call to the edition ÷ bare shuffle',
      measured: ours / ceiling,
      target: 5,
      isAtLeast: false,
      detail: `${ours.toFixed(0)} ms and ${ceiling.toFixed(0)} ms`,
    },
    {
      what: 'upkeep before the draws of a night ÷ bare shuffle',
      measured: upkeep / ceiling,
      detail: `${upkeep.toFixed(0)} ms`,
    },
  ];
}

/** Nine authors of ten are followed; the rest are strangers, met by boosts. */
function follow(database, login, filing) {
  const accounts = new Map();
  for (const text of frames(20_000, PER_DAY)) {
    const { account } = JSON.parse(text);
    if (Number(account.id) % 10 !== 0) accounts.set(account.id, account);
  }
  const follows = openFollows(database, filing.accounts);
  follows.replaceAll(login.loginKey, [...accounts.values()], START_MS);
}
