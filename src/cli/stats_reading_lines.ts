import { counted, grouped } from '../core/counted.ts';
import type { StatsDocument } from './stats.ts';

type Reading = StatsDocument['reading'];
type Row = readonly [label: string, value: string];

const NAME_COLUMNS = 20;

/** By whom most comes: the minutes a week that this takes, and what of it was taken up. */
export function costRows({ follows_cost: follows, reading_back: back }: Reading): readonly Row[] {
  if (follows.length === 0) return [['', 'nothing came by anybody you follow']];
  const rows = follows.map(
    ({ account, arrivals, minutes_a_week: minutes, seen, taken_up: taken }) => [
      cut(account),
      `${grouped(arrivals).padStart(6)} came, ${minutes.toFixed(1)} min a week; ` +
        `${grouped(seen)} seen, ${grouped(taken)} taken up`,
    ],
  ) satisfies readonly Row[];
  if (back === null) return rows;
  const words = `too little yet: of ${grouped(back.pages)} pages ${grouped(back.read)} are read back`;
  return [['', words], ...rows];
}

export function feedRows({ feeds, suggestion }: Reading): readonly Row[] {
  if (feeds.length === 0) return [['', 'no edition in four weeks']];
  const rows = feeds.map(({ feed, editions, finished, entries, seen, taken_up: taken }): Row => {
    const read = `${grouped(seen)} of ${counted(entries, 'post')} seen, ${grouped(taken)} taken up`;
    return [cut(feed), `${counted(editions, 'edition')}, ${finished} finished; ${read}`];
  });
  if (suggestion === null) return rows;
  const { feed, size, unfinished } = suggestion;
  const words =
    `of ${counted(unfinished, 'edition')} that you read in this week none was finished: ` +
    `size = "${size}" under [feeds.${feed}] would fit what you read`;
  return [...rows, ['', words]];
}

function cut(name: string): string {
  return name.length <= NAME_COLUMNS ? name : `${name.slice(0, NAME_COLUMNS - 1)}…`;
}
