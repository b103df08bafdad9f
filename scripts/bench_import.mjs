// Target 14: importing a recording again, against the first time.
import { join } from 'node:path';
import { importRecording } from '../build/ingest/import_recording.js';
import { openDatabase } from '../build/store/migrate.js';
import { frames, START_MS } from './bench_frames.mjs';
import { PER_DAY } from './bench_ingest.mjs';
import { median } from './bench_rounds.mjs';

const FRAMES = 4_000;
const ROUNDS = 5;

export async function measureImport(scratch) {
  const lines = frames(FRAMES, PER_DAY).map((text, nth) => {
    const at = new Date(START_MS + Math.floor((nth / PER_DAY) * 86_400_000) + 1_000).toISOString();
    return `{"at":"${at}","event":"update","payload":${text}}`;
  });
  const first = [];
  const again = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const database = openDatabase(join(scratch, `import${round}.db`));
    first.push(await takes(database, lines));
    again.push(await takes(database, lines));
    database.close();
  }
  const each = (ms) => `${((ms * 1_000) / FRAMES).toFixed(0)} µs`;
  return [
    {
      what: '14: importing a recording again ÷ the first time',
      measured: median(again) / median(first),
      target: 0.65,
      isAtLeast: false,
      detail: `${each(median(again))} and ${each(median(first))} a line`,
    },
  ];
}

async function takes(database, lines) {
  const startedMs = performance.now();
  const { events } = await importRecording({ database, lines: each(lines) });
  if (events.update !== FRAMES) throw new Error('not every line went in');
  return performance.now() - startedMs;
}

async function* each(lines) {
  yield* lines;
}
