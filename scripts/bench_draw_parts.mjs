// What a draw is made of. Its one statement is a row of named steps, each read by the next: cut off
// behind a step it does what comes up to there, so a part is the difference of two of them.
import { drawEdition } from '../build/rank/draw.js';
import { countCandidates, countEditions, editionsReadADay } from '../build/rank/draw_counts.js';
import { drawFront } from '../build/rank/front.js';
import { readSql } from '../build/store/statements.js';
import { afterUpkeep, feedOf, nowAfter, SIZE } from './bench_drawing.mjs';
import { inTurnsAtOnce } from './bench_rounds.mjs';

const ROUNDS = 7;

/** Steps of sql/rank/draw_front.sql, with what each adds to those before it. */
const STEPS = [
  ['admitted', 'the scores of all'],
  ['front', 'the shuffle'],
  ['best_of_waiting', 'the best of each who waits'],
];
const REST = [
  'what is in front, in every detail',
  'laying it out, with names and counts',
  'freezing it',
];

export function measureParts(home, came, candidates) {
  const { database } = home;
  const feed = feedOf(candidates);
  const nowMs = nowAfter(came);
  const past = countEditions(database, { nowMs, feed });
  const { turns_a_day: turnsADay } = countCandidates(database, feed, nowMs);
  const load = turnsADay / (feed.size * editionsReadADay(past));
  const front = { frontMax: 4 * SIZE, wildcards: SIZE / 20 };
  const settings = { feed, leanings: {}, load, nowMs, opened: past.opened, ...front };
  const frontOf = (drawn) => (round) => drawFront(drawn(), { ...settings, seed: `${round}` });
  const dry = { database, feed, nowMs, dryRun: true, isKeptUp: true };
  const took = afterUpkeep(home, came, () =>
    inTurnsAtOnce(
      ROUNDS,
      ...STEPS.map((_, nth) => frontOf(() => cutBehind(database, nth))),
      frontOf(() => database),
      (round) => drawEdition({ ...dry, seed: `${round}` }),
      (round) => drawEdition({ ...dry, seed: `${round}`, dryRun: false }),
    ),
  );
  return [...STEPS.map(([, name]) => name), ...REST].map((name, nth) => {
    const ms = took[nth] - (took[nth - 1] ?? 0);
    return {
      what: `   of that draw: ${name}`,
      measured: ms / took.at(-1),
      detail: `${ms.toFixed(0)} ms`,
    };
  });
}

/** A database whose ranker ends behind that step, and gives no row. */
function cutBehind({ connection }, nth) {
  const whole = readSql('rank/draw_front');
  const [last] = STEPS[nth];
  const end = whole.indexOf('\n),\n', whole.indexOf(`\n${last} as materialized (`));
  const counts = STEPS.slice(0, nth + 1).map(([step]) => `(select count(*) from ${step})`);
  const cut = connection.prepare(`${whole.slice(0, end)}\n)\nselect ${counts.join(', ')}`);
  const many = () => (values) => {
    cut.all(values);
    return [];
  };
  return { many };
}
