import { capital } from '../core/capital.ts';
import { factorOf, heightOf } from '../core/dice.ts';
import type { Passing, PassingRule } from '../core/edition.ts';
import { type Feed, SCREEN, SIZE_MAX } from '../core/feed.ts';
import { SLIDERS_FILE } from '../core/feed_toml.ts';
import { comingTurnWords } from '../core/turn_words.ts';
import { nearPlaceWords } from './what_if.ts';

/** One thing that would have brought a post in, by itself. */
export interface Change {
  /** A sentence without its full stop: "it would stand with boosted = 0.3". */
  readonly words: string;
  /** How much more it would have to weigh, millionths of a logarithm. */
  readonly factorMicro?: number;
  /** A setting of the feed, as it stands in config.toml. */
  readonly setting?: { readonly name: string; readonly value: number };
}

/** What kept a post out, and what would have changed that. */
export interface Missed {
  /** About where it would stand if scores alone counted, 1 …; null where that did not decide. */
  readonly byScore: number | null;
  /** Places in the edition. */
  readonly entries: number;
  readonly changes: readonly Change[];
}

/** A candidate that was passed over. */
export interface PassedCandidate extends Passing {
  readonly account: string;
  readonly scoreMicro: number;
  readonly drawKey: number;
  /** Candidates with a greater score; undefined: those of the edition are counted. */
  readonly above?: number;
}

/** As much of an edition as it takes to say what would have changed it. */
export interface JudgedEdition {
  readonly entries: readonly {
    readonly uri: string;
    readonly position: number;
    readonly account: string;
    readonly scoreMicro: number;
    readonly drawKey: number;
    readonly lane: string;
    readonly isStranger: boolean;
    /** Neither a turn nor chance gave it its place. */
    readonly isByMerit: boolean;
  }[];
  readonly passedOver: readonly PassedCandidate[];
  /** Not everybody whose turn was due had one: some come late. */
  readonly areTurnsShort: boolean;
}

/**
 * What would have brought a candidate in: a setting, or how much more it would have to weigh. The
 * throw stays what it was; whoever else would come in by a wider setting comes first. It is judged
 * by what an edition froze: what those who come in would push out is left aside.
 */
export function wouldChange(one: PassedCandidate, edition: JudgedEdition, feed: Feed): Missed {
  const isByScore = one.rule === 'weight' || one.rule === 'turn';
  const above = [...edition.entries, ...edition.passedOver].filter(
    ({ scoreMicro }) => scoreMicro > one.scoreMicro,
  );
  const changes = [
    standsFor(one, edition),
    ...(one.besides === undefined
      ? [
          ofItsAuthor(settingChange(one, edition, feed), one, edition, feed),
          one.rule === 'screen' ? longer(feed) : undefined,
          one.rule === 'turn' ? { words: comingTurnWords(edition) } : undefined,
          weightChange(one, feed),
        ]
      : [thenRefused(one.besides, settingChange(one, edition, feed)?.setting)]),
  ];
  return {
    byScore: isByScore && feed.order !== 'as it came' ? 1 + (one.above ?? above.length) : null,
    entries: edition.entries.length,
    changes: changes.filter((change): change is Change => change !== undefined),
  };
}

/** "By its score alone it would stand near place 412, where 200 are drawn; with × 1.8 more …". */
export function missedWords({ byScore, entries, changes }: Missed): string | undefined {
  const said = [
    ...(byScore === null
      ? []
      : [`by its score alone it would stand ${nearPlaceWords(byScore, entries)}`]),
    ...changes.map(({ words }) => words),
  ].join('; ');
  return said === '' ? undefined : `${capital(said)}.`;
}

/** A setting that would have changed its place, and that another file than config.toml says. */
export function slidWords(missed: Missed | null, slid: readonly string[]): readonly string[] {
  const named = (missed?.changes ?? []).flatMap(({ setting }) => setting?.name ?? []);
  return named
    .filter((name) => slid.includes(name))
    .map((name) => `${name} stands in ${SLIDERS_FILE}, which goes over config.toml.`);
}

/** The entry under which it is named. */
function standsFor({ rule, subject }: Passing, { entries }: JudgedEdition): Change | undefined {
  if (rule !== 'story' && rule !== 'thread') return undefined;
  const entry = entries.find(({ uri }) => uri === subject);
  return entry && { words: `it is named at place ${entry.position}, by @${entry.account}` };
}

/** Where another rule speaks against it too, no setting alone brings it in. */
function thenRefused(besides: string, setting: Change['setting']): Change {
  const when = setting === undefined ? 'without that' : `with ${setting.name} = ${setting.value}`;
  return { words: `${when} the next reason would be: ${besides}` };
}

/** Those of its author that the same setting would let in come before it, up to the cap on them. */
function ofItsAuthor(
  change: Change | undefined,
  one: PassedCandidate,
  { entries, passedOver }: JudgedEdition,
  { perAuthor }: Feed,
): Change | undefined {
  const { rule, account, drawKey } = one;
  if (change?.setting === undefined || rule === 'author' || rule === 'always') return change;
  const isTheirs = (other: { account: string }) => other.account === account;
  const standing = entries.filter((e) => isTheirs(e) && (!e.isByMerit || e.drawKey > drawKey));
  const coming = passedOver.filter(
    (other) => isTheirs(other) && other.rule === rule && other.drawKey > drawKey,
  );
  if (standing.length + coming.length < perAuthor) return change;
  return thenRefused(`${perAuthor} of this author stand in it already`, change.setting);
}

function longer({ size }: Feed): Change {
  const value = SCREEN * (Math.max(1, Math.floor(size / SCREEN)) + 1);
  return {
    words: `a second screen has room for another of theirs: size = ${value}`,
    setting: { name: 'size', value },
  };
}

/** Key by key the same throw: ln(u) / score^(1/T) grows past the other by (key / other)^T. */
function weightChange(
  { rule, subject, drawKey, toBeat }: PassedCandidate,
  { temperature, order }: Feed,
): Change | undefined {
  if (rule === 'thread') return undefined; // it is shown from its first unseen part, whatever weighs
  if (toBeat === undefined || drawKey >= toBeat || toBeat === 0 || order !== undefined)
    return undefined;
  const factorMicro = Math.ceil(temperature * (heightOf(toBeat) - heightOf(drawKey)) * 1e6);
  const heavier = WHEN_HEAVIER[rule] ?? 'have come in';
  const who = subject && !(rule in WHEN_HEAVIER) ? 'its thread, from its beginning,' : 'it';
  return { words: `with × ${timesWords(factorMicro)} more ${who} would ${heavier}`, factorMicro };
}

const WHEN_HEAVIER: Readonly<Partial<Record<PassingRule, string>>> = {
  author: 'stand before the least of them',
  booster: 'stand before the least of them',
  site: 'stand before the least of them',
  server: 'stand before the last of them',
  boosted: 'stand before the last of them',
  resurfaced: 'stand before the last of them',
  screen: 'stand before the other of theirs',
  story: 'stand in its place',
};

/** Rounded up: what is said must be enough. */
function timesWords(factorMicro: number): string {
  const factor = factorOf(factorMicro);
  if (factor >= 10) return `${Math.ceil(factor)}`;
  return `${Math.ceil(factor * 100 - 1e-3) / 100}`;
}

function settingChange(
  one: PassedCandidate,
  { entries, passedOver }: JudgedEdition,
  feed: Feed,
): Change | undefined {
  const { rule, subject } = one;
  const heavier = passedOver.filter((other) => other.rule === rule && other.drawKey > one.drawKey);
  const ahead = heavier.filter((other) => other.subject === subject).length;
  const standing = (test: (entry: (typeof entries)[number]) => boolean) =>
    entries.filter(test).length;
  const count = (name: string, taken: number) => changed(name, taken + ahead + 1);
  const share = (name: string, taken: number) => changedShare(name, taken + ahead + 1, feed.size);
  // A setting is everybody's: whoever else it lets in comes before, too.
  const before = standing((e) => !e.isByMerit || e.drawKey > one.drawKey) + heavier.length;
  if (rule in CAPPED && before >= feed.size) return { words: CAPPED_AND_LIGHT };
  switch (rule) {
    case 'author':
      return count(
        'per_author',
        Math.max(
          feed.perAuthor,
          standing((e) => e.account === subject),
        ),
      );
    case 'booster': {
      // The setting is that of all boosters, and all that they bring have one share together.
      const strangers =
        standing((e) => e.isStranger && e.drawKey > one.drawKey) + heavier.length + 1;
      return strangers > Math.floor(feed.size * feed.quotas.boosted)
        ? { words: 'with more of those, strangers would have their share already' }
        : count('per_booster', feed.perBooster);
    }
    case 'site':
      return count('per_site', feed.perSite);
    case 'server':
      return share(
        'per_server',
        standing((e) => e.account.endsWith(`@${subject}`)),
      );
    case 'boosted':
      return share(
        'boosted',
        standing((e) => e.isStranger),
      );
    case 'resurfaced':
      return share(
        'resurfaced',
        standing((e) => e.lane === 'resurfaced'),
      );
    case 'always':
      return count('size', feed.size);
    default:
      return undefined;
  }
}

const CAPPED: Readonly<Partial<Record<PassingRule, true>>> = {
  author: true,
  booster: true,
  site: true,
  server: true,
  boosted: true,
  resurfaced: true,
};

const CAPPED_AND_LIGHT = 'were there more room for those, others would come first';

function changed(name: string, value: number): Change | undefined {
  if (value > SIZE_MAX) return undefined;
  return { words: `it would stand with ${name} = ${value}`, setting: { name, value } };
}

/** The least share, in hundredths, that gives so many places; a share is rounded down to places. */
function changedShare(name: string, places: number, size: number): Change | undefined {
  const hundredths = Array.from({ length: 101 }, (_, nth) => nth / 100);
  const value = hundredths.find((share) => Math.floor(size * share) >= places);
  return value === undefined ? undefined : changed(name, value);
}
