// Target 9: a draw out of three times as many candidates. Target 8, and the rest of 9, want
// millions: scripts/bench_large.mjs.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_FILE, CAME, CANDIDATES, UNREAD_FILE } from './bench_draw.mjs';
import { drawOf, keepOf } from './bench_drawing.mjs';
import { framesForEver } from './bench_frames.mjs';
import { fileFrames, openHome, PER_DAY } from './bench_ingest.mjs';
import { cameFor, keepLedger } from './bench_ledger.mjs';
import { inTurns } from './bench_rounds.mjs';

const ROUNDS = 5;
const BATCH = 500;
const MANY = 300_000;
const PART = 10_000;

/** Needs the file that the draw was measured with. */
export async function measureSizes(scratch) {
  const file = join(scratch, 'three_hundred_thousand.db');
  copyFileSync(join(scratch, UNREAD_FILE), file);
  const few = openHome(join(scratch, BENCH_FILE));
  const many = openHome(file);
  const came = cameFor(MANY);
  fileMore(many, framesForEver(PER_DAY, 'sizes', CAME), { from: CAME, count: came - CAME });
  keepLedger(many, came);
  const rows = await compareDraws(
    { home: few, came: CAME, candidates: CANDIDATES },
    { home: many, came, candidates: MANY },
    { what: '9: draw of 300,000 ÷ of 100,000', target: 2.5 },
  );
  for (const { database } of [few, many]) database.close();
  return rows;
}

/**
 * Files `count` more frames of `written` into a home that has `from` of them.
 * @param {(filed: number) => void} onPart
 */
export function fileMore(home, written, { from, count }, onPart = () => {}) {
  for (let filed = from; filed < from + count; filed += PART) {
    const texts = Array.from({ length: PART }, () => written.next().value);
    fileFrames(home, texts, BATCH, filed);
    onPart(filed + PART);
  }
}

/** Draws of `large` against draws of `small`, in turns; and their upkeep beside it. */
export async function compareDraws(small, large, { what, target }) {
  const works = [small, large].flatMap(({ home, came, candidates }) => [
    keepOf(home, came),
    drawOf(home, came, candidates),
  ]);
  const [keptSmall, drawnSmall, keptLarge, drawnLarge] = await inTurns(ROUNDS, ...works);
  const ratio = (of, to) => ({
    measured: of / to,
    detail: `${of.toFixed(0)} ms and ${to.toFixed(0)} ms`,
  });
  return [
    { what, target, isAtLeast: false, ...ratio(drawnLarge, drawnSmall) },
    { what: '   the upkeep of a night, likewise', ...ratio(keptLarge, keptSmall) },
  ];
}
