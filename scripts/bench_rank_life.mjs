// One world, lived through by every ranker: `node scripts/bench_rank_life.mjs KIND SEED [ABLATED]`
// prints what was measured, as JSON.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './rank_measures.mjs';
import { oursIn } from './rank_ours.mjs';
import { outlinedWorld } from './rank_outlined_world.mjs';
import { KNOWS_PEOPLE, PEERS } from './rank_peers.mjs';
import { readingOf } from './rank_reader.mjs';
import { recordedIn } from './rank_recorded.mjs';
import { referenceIn } from './rank_reference.mjs';
import { DAY_MS, DAYS, DRAW_MS, READ_MS, rankWorld, START_MS } from './rank_world.mjs';

const [kind, seed, only] = process.argv.slice(2);
const scratch = mkdtempSync(
  join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'driftline-rank-'),
);
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const OUTLINED = 'outlined ';
const share = Number(process.env.BENCH_SHARE ?? 1);
const isOutlined = kind.startsWith(OUTLINED);
const world = isOutlined
  ? outlinedWorld(kind.slice(OUTLINED.length), seed, share)
  : rankWorld(kind, seed);
const ours = (exponents) => (of) =>
  (isOutlined ? recordedIn : oursIn)(
    of,
    join(scratch, `${Math.trunc(performance.now())}.db`),
    exponents,
  );
const others = { ...PEERS, 'published ranker': referenceIn };
const peers = isOutlined ? { ...others, 'people and topics known': KNOWS_PEOPLE } : others;
const rankers =
  only === undefined || only === 'ours'
    ? { ...(only === 'ours' ? { oracle: PEERS.oracle } : peers), ours: ours() }
    : {
        oracle: PEERS.oracle,
        ...Object.fromEntries(only.split(',').map((name) => [name, ours({ [name]: 0 })])),
      };

const lives = {};
for (const [name, make] of Object.entries(rankers)) lives[name] = await liveWith(make);
const measured = Object.entries(lives).map(([name, life]) => [
  name,
  {
    ...measure(world, life.editions, lives.oracle.editions),
    inCommon: life.inCommon,
    seconds: life.seconds,
  },
]);
process.stdout.write(JSON.stringify({ kind, seed, rankers: Object.fromEntries(measured) }));

async function liveWith(make) {
  const startedMs = performance.now();
  const ranker = make(world);
  const editions = [];
  let inCommon;
  let heard = 0;
  for (let day = 1; day <= DAYS; day += 1) {
    const atMs = START_MS + (day - 1) * DAY_MS + DRAW_MS;
    let until = heard;
    while (until < world.events.length && world.events[until].atMs <= atMs) until += 1;
    await ranker.hear(world.events.slice(heard, until));
    heard = until;
    if (day === DAYS && ranker.again !== undefined) inCommon = ranker.again(day, atMs);
    const drawn = ranker.draw(day, atMs);
    const isOpened = world.wakesOn(day);
    const readings = isOpened ? readingOf(world, drawn.posts, { day, atMs }) : [];
    if (isOpened) await ranker.read(readings, atMs + READ_MS - DRAW_MS, drawn);
    if (day === DAYS && inCommon !== undefined) {
      const again = new Set(inCommon.map(({ id }) => id));
      inCommon = drawn.posts.filter(({ id }) => again.has(id)).length / drawn.posts.length;
    }
    editions.push({ day, atMs, posts: drawn.posts, readings, isOpened });
  }
  ranker.close();
  return { editions, inCommon, seconds: (performance.now() - startedMs) / 1_000 };
}
