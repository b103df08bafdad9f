// What a home has that was read for a while, and a file of nothing but frames has not: counts kept
// at three ages of each post, editions that were opened, what was seen in them, and acts on it.
import { LEANING_FACTORS } from '../build/core/leaning.js';
import { momentAfter, PER_DAY } from './bench_ingest.mjs';

/** So many of all that came were read, the oldest; what came after them was not. */
export const READ_SHARE = 1 / 5;
const SEEN = 140; // of an edition
const UNSEEN = 60; // offered in it, and passed over by the reader
const ACTED_EACH = 20;

/** How many must come so that `candidates` are left. */
export function cameFor(candidates) {
  return Math.ceil(candidates / (1 - READ_SHARE));
}

/** Reads the oldest of `came` statuses, in editions drawn one after the other since they came. */
export function keepLedger({ database, login }, came) {
  const { connection } = database;
  const read = Math.floor(came * READ_SHARE);
  const editions = Math.floor(read / SEEN);
  const values = {
    read: editions * SEEN,
    editions,
    login: login.loginKey,
    came,
    from_ms: momentAfter(read),
    each_ms: Math.floor((momentAfter(came) - momentAfter(read)) / (editions + 1)),
    last_ms: momentAfter(came),
    per_day: PER_DAY,
  };
  connection.transaction(() => {
    for (const text of STATEMENTS) connection.prepare(text).run(values);
  })();
  connection.pragma('wal_checkpoint(truncate)');
}

const PLACES = `
  with recursive edition (edition) as (
    select 1 union all select edition + 1 from edition where edition < @editions),
  place (position) as (
    select 1 union all select position + 1 from place where position < ${SEEN + UNSEEN}),
  placed as (
    select edition, position, @from_ms + edition * @each_ms as drawn_at_ms,
           iif(position <= ${SEEN}, (edition - 1) * ${SEEN} + position,
               @read + 1 + ((edition * ${UNSEEN} + position) * 7919)
                 % max(1, (@came - @read) * edition / (@editions + 1))) as status_key
      from edition cross join place)`;

const SIGNALS = JSON.stringify(
  Object.fromEntries(
    ['own_percentile', 'social_proof', 'regard', 'affinity', 'topic', 'quiet', 'debt'].map(
      (name) => [name, { value: 0.5123, factor_micro: 123_456 }],
    ),
  ),
);

/** What the ten factors did to the places of an edition: half of them nothing. */
const REPORT = JSON.stringify({
  factors: Object.fromEntries(
    LEANING_FACTORS.map((name, factor) => [
      name,
      Array.from({ length: SEEN + UNSEEN }, (_, place) => {
        const thrown = ((place + 1) * (factor + 3) * 7919) % 1000;
        return thrown < 500 ? 0 : (thrown - 750) * 2_800;
      }),
    ]),
  ),
});

const STATEMENTS = [
  ...[
    [0, 3_600_000],
    [1, 6 * 3_600_000],
    [2, 24 * 3_600_000],
  ].map(
    ([ageClass, ageMs]) => `
      insert into snapshots (status_key, observed_at_ms, age_class, favourites, boosts, replies)
      select status_key, born_ms + ${ageMs}, ${ageClass},
             (status_key * 2654435761 >> 7) % 30 * ${ageClass + 1} / 3,
             (status_key * 2654435761 >> 11) % 10, (status_key * 2654435761 >> 13) % 5
        from statuses where born_ms + ${ageMs} <= @last_ms and @came > 0`,
  ),
  `insert into editions (edition, feed, feed_settings, seed, drawn_at_ms, size, candidates,
                         reading_minutes, report)
   select distinct edition, 'morning', '{}', edition, drawn_at_ms, ${SEEN + UNSEEN}, 1000, 30.0,
          '${REPORT}'
     from (${PLACES} select * from placed)`,
  `insert into entries (edition, position, uri_hash, uri, status_key, lane, score_micro, draw_key,
                        signals, boosters)
   ${PLACES} select edition, position, uri_hash, uri, status_key, 'fresh', 0, -1.0 * position,
                    '${SIGNALS}', '[]'
               from placed join statuses using (status_key)`,
  `insert or ignore into exposures (uri_hash, kind, at_ms, edition, position, via)
   ${PLACES} select uri_hash, 'offered', drawn_at_ms, edition, position, 'draw'
               from placed join statuses using (status_key)`,
  `insert or ignore into exposures (uri_hash, kind, at_ms, edition, position, via)
   ${PLACES} select uri_hash, 'seen', drawn_at_ms + position, edition, position, 'page'
               from placed join statuses using (status_key) where position <= ${SEEN}`,
  `insert into actions (login_key, uri_hash, status_id, kind, at_ms)
   ${PLACES} select @login, uri_hash, '', 'favourite', drawn_at_ms + position
               from placed join statuses using (status_key)
              where position <= ${SEEN} and status_key % ${ACTED_EACH} = 0`,
  `delete from pool where uri_hash in (select uri_hash from exposures where kind = 'seen')`,
];
