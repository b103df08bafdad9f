import { MINUTE_MS } from '../../src/core/clock.ts';
import type { ToldTime } from '../../src/core/told_time.ts';
import type { Database } from '../../src/store/database.ts';
import type { Oracle } from './sim_oracle.ts';

/** A hole tells of its whole stretch until a sweep narrows or forgets it: that is kept as well. */
export function rememberHoles({ connection }: Database, told: ToldTime): void {
  connection.function('told_ms', () => Math.floor(told.now()));
  connection.exec(
    `create temp table told_holes (from_ms integer, to_ms integer);
     create temp trigger narrowed after update of to_ms on holes begin
       insert into told_holes values (old.from_ms, coalesce(old.to_ms, told_ms()));
     end;
     create temp trigger forgotten after delete on holes begin
       insert into told_holes values (old.from_ms, coalesce(old.to_ms, told_ms()));
     end`,
  );
}

/** What comes is written within that time: a frame may have waited to be dated for two minutes. */
const WRITTEN_WITHIN_MS = 5 * MINUTE_MS;

/**
 * Moments that are written and are not so, and counts that give way to older ones. Where nothing is
 * answered, nobody can know what time it is.
 */
export function rememberMoments(
  { connection }: Database,
  { isBlocked }: Oracle,
  told: ToldTime,
): void {
  connection.function('is_blocked', () => Number(isBlocked(told.now())));
  const isOff = (column: string) =>
    `abs(new.${column} - told_ms()) > ${WRITTEN_WITHIN_MS} and not is_blocked()`;
  const note = (what: string, column: string) =>
    `insert into wrong_moments values (new.status_key, '${what}', new.${column}, told_ms())`;
  connection.exec(
    `create temp table wrong_moments (
       status_key integer, what text, said_ms integer, at_ms integer
     );
     create temp trigger arrived after insert on arrivals when ${isOff('arrived_at_ms')}
       begin ${note('arrived', 'arrived_at_ms')}; end;
     create temp trigger counted after insert on snapshots when ${isOff('observed_at_ms')}
       begin ${note('was counted', 'observed_at_ms')}; end;
     create temp trigger fell after update of favourites, boosts, replies on statuses
       when (new.favourites, new.boosts, new.replies) < (old.favourites, old.boosts, old.replies)
       begin ${note('has older counts', 'counts_at_ms')}; end`,
  );
}

interface WrongMoment {
  readonly id: string;
  readonly what: string;
  readonly said_ms: number;
  readonly at_ms: number;
}

/** A process that is stopped with a frame in its hands writes it when it goes on, as it came. */
export function wrongMomentsOf({ connection }: Database, { lives }: Oracle): readonly string[] {
  const written = connection
    .prepare(
      `select server_id as id, what, said_ms, at_ms
         from temp.wrong_moments join server_ids using (status_key)`,
    )
    .all() as WrongMoment[];
  return written
    .filter(({ id, what, said_ms, at_ms }) => {
      const life = lives.get(id);
      const isFrame = life?.isDelivered === true && what !== 'has older counts';
      return !(isFrame && said_ms >= life.enteredMs - WRITTEN_WITHIN_MS && said_ms <= at_ms);
    })
    .map(
      ({ id, what, said_ms, at_ms }) =>
        `${id} ${what} at ${new Date(said_ms).toISOString()}, at ${new Date(at_ms).toISOString()}`,
    );
}
