// Target 5: the bytes of 100,000 statuses in the file. Targets 6 and 7: a draw out of as many
// candidates, against a bare shuffle of them with the same dice and against reading them.
import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openPool } from '../build/store/pool.js';
import { measureParts } from './bench_draw_parts.mjs';
import { bareShuffle, drawOf, followMost, keepOf } from './bench_drawing.mjs';
import { frames } from './bench_frames.mjs';
import { bytesRow, fileFrames, openHome, PER_DAY } from './bench_ingest.mjs';
import { cameFor, keepLedger } from './bench_ledger.mjs';
import { inTurns, milliseconds } from './bench_rounds.mjs';

export const CANDIDATES = 100_000;
const BATCH = 500;
const ROUNDS = 5;
/** All that came: what was read since is no candidate any more. */
export const CAME = cameFor(CANDIDATES);
export const BENCH_FILE = 'hundred_thousand.db';
/** The same without anything that the reader did. */
export const UNREAD_FILE = 'unread.db';

export async function measureDraw(scratch) {
  const file = join(scratch, BENCH_FILE);
  const home = openHome(file);
  const { connection } = home.database;
  const texts = frames(CAME, PER_DAY);
  const filed = milliseconds(() => fileFrames(home, texts, BATCH));
  connection.pragma('wal_checkpoint(truncate)');
  const fileBytes = statSync(file).size;
  followMost(home);
  const poured = pourAgain(home);
  connection.pragma('wal_checkpoint(truncate)');
  copyFileSync(file, join(scratch, UNREAD_FILE));
  keepLedger(home, CAME);

  const draw = drawOf(home, CAME, CANDIDATES);
  const keep = keepOf(home, CAME);
  // One draw first, so that the upkeep has been kept once and a page can be served.
  keep();
  draw(-1);
  const rows = connection.prepare('select * from pool');
  const read = () => milliseconds(() => rows.all());
  const [upkeep, ours, ceiling, all] = await inTurns(ROUNDS, keep, draw, bareShuffle(home), read);
  const parts = measureParts(home, CAME, CANDIDATES);
  home.database.close();
  const ms = (...all) => all.map((one) => `${one.toFixed(0)} ms`).join(' and ');
  return [
    bytesRow('5: file bytes ÷ bytes received, with full text', fileBytes, texts, 0.53),
    {
      what: '6: draw of 500 out of 100,000, from the call to the frozen edition ÷ bare shuffle',
      measured: ours / ceiling,
      target: 5,
      isAtLeast: false,
      detail: ms(ours, ceiling),
    },
    {
      what: '7: the same ÷ .all() of the same rows',
      measured: ours / all,
      target: 0.45,
      isAtLeast: false,
      detail: ms(ours, all),
    },
    ...parts,
    {
      what: 'upkeep a status: taking them into the pool ÷ filing them, with that',
      measured: poured / filed,
      detail: ms(poured, filed),
    },
    {
      what: 'upkeep a night: with the ledger and counts of as many ÷ bare shuffle',
      measured: upkeep / ceiling,
      detail: ms(upkeep),
    },
  ];
}

/** Filing took everything into the pool by the thousand: this does it once more, in one go. */
function pourAgain({ database }) {
  database.connection.exec('delete from pool; update pool_extent set through_key = 0');
  return milliseconds(() => openPool(database).pour());
}
