import { type EpochMs, isoOf } from '../core/clock.ts';
import { counted, grouped, percent } from '../core/counted.ts';
import type { Backtest, FeedBacktest } from '../rank/backtest.ts';
import { WAIT_DAYS } from '../rank/waits.ts';
import type { Unknown } from '../store/replay.ts';
import type { Surroundings } from './surroundings.ts';
import { inkFor, widthOf, wrap } from './terminal_text.ts';

export interface Span {
  readonly nights: number;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
}

/** What a feed would have done, for a person; what that stands on, and what it leaves out. */
export function backtestLines(
  { feeds, acted, unknown }: Backtest,
  { nights, fromMs, toMs }: Span,
  { stdout, env }: Surroundings,
): readonly string[] {
  const ink = inkFor(stdout, env);
  const columns = widthOf(stdout);
  const wrapped = (text: string) => wrap(text, columns, '');
  return [
    wrapped(
      `${counted(nights, 'night')}, ${dayOf(fromMs)} to ${dayOf(toMs)}. You favourited, bookmarked, ` +
        `boosted, answered or wanted more of ${counted(acted.posts, 'post')} that could have been ` +
        `drawn before; ${grouped(acted.offered)} of them stood in an edition.`,
    ),
    ...(acted.offered === 0 ? [] : [wrapped(WEIGHING)]),
    '',
    ...feeds.flatMap((one) => [
      ink.bold(one.feed),
      ...feedLines(one).map((line) => wrap(line, columns, '  ')),
      '',
    ]),
    ink.bold('What cannot be known as of then, and was left out'),
    ...leftOut(unknown).map(({ what }) => wrap(what, columns, '  ')),
  ];
}

const WEIGHING =
  'What was sure to be shown counts once; what chance showed stands for the many that it did not.';

function feedLines(one: FeedBacktest): readonly string[] {
  return [
    ...captureLines(one),
    one.waits.of === 0
      ? `coverage: too short to tell; it takes more than ${counted(WAIT_DAYS, 'day')}`
      : `coverage ${percent(one.waits.met / one.waits.of)} %: ${grouped(one.waits.met)} of ` +
        `${counted(one.waits.of, 'wait')} had a place within ${counted(WAIT_DAYS, 'day')}`,
    one.places === 0
      ? 'no places'
      : `repeats ${percent(one.repeats / one.places)} % of ${counted(one.places, 'place')}: ` +
        'offered before and not seen',
  ];
}

function captureLines({ acts, unweighed, captured, chance, ...one }: FeedBacktest) {
  if (captured === null || chance === null) return ['captured: there is nothing to judge it by'];
  const { againstChance, interval, verdict } = one;
  const bounds =
    againstChance === null || interval === null
      ? ''
      : `: × ${againstChance.toFixed(2)}, in 19 of 20 cases between × ${interval.from.toFixed(2)} ` +
        `and × ${interval.to.toFixed(2)} of what chance would place`;
  return [
    `captured ${percent(captured)} % of what somebody would have who knew your acts, uniform ` +
      `draws of the same size ${percent(chance)} %; judged by ${counted(acts, 'act')}`,
    `${verdict}${bounds}`,
    ...(unweighed === 0
      ? []
      : [
          `${grouped(unweighed)} of them were on imported editions, which do not say how likely ` +
            'their places were: those count once each, and many of them allow no conclusion',
        ]),
  ];
}

function dayOf(ms: EpochMs): string {
  return isoOf(ms).slice(0, 'YYYY-MM-DD'.length);
}

export interface LeftOut {
  readonly about: string;
  /** How many; null: what was there is not kept. */
  readonly count: number | null;
  readonly what: string;
}

/** What a replay does not know of its nights, in a sentence each. */
export function leftOut(unknown: Unknown): readonly LeftOut[] {
  const { filters, mutes, deleted, edited, uncounted, posts } = unknown;
  return [
    {
      about: 'filters',
      count: filters,
      what: `Filters: since when each stands is not kept. None of ${grouped(filters)} was applied.`,
    },
    {
      about: 'mutes',
      count: mutes,
      what:
        'Mutes, blocks and follows that ended and began again, follow settings, and since when tags ' +
        `are followed. ${counted(mutes, 'mute or block', 'mutes and blocks')} of that time count from their day.`,
    },
    {
      about: 'deletions',
      count: deleted,
      what: `${counted(deleted, 'post')} that were deleted since, on any day: no draw has them.`,
    },
    {
      about: 'edits',
      count: edited,
      what: `Edits: ${counted(edited, 'post')} that changed since are judged as they read now.`,
    },
    {
      about: 'counts',
      count: uncounted,
      what:
        'Counts that were never observed at an age that is compared: ' +
        `${grouped(uncounted)} of ${counted(posts, 'post')}.`,
    },
    {
      about: 'profiles',
      count: null,
      what: 'Profiles and holes: followers, bot marks and what was filled are those of today.',
    },
    {
      about: 'reading',
      count: null,
      what: 'What you would have read of a feed that you did not read: what you saw is gone for all.',
    },
  ];
}
