import fc from 'fast-check';
import { isoOf } from '../../src/core/clock.ts';
import { account, hours as exactly, statusJson } from './entries.ts';

const PEOPLE = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn'] as const;
const LOGINS = ['me@example.social', 'you@other.example'] as const;
/** When everything of a random recording has happened. */
export const OVER_HOUR = 260;

const hours = (count: number) => Math.round(exactly(count)) as ReturnType<typeof exactly>;
const UNCOUNTED = {
  favourites_count: undefined,
  reblogs_count: undefined,
  replies_count: undefined,
};

const person = fc.constantFrom(...PEOPLE);
/** No two of a post at one moment: what happens to it comes in an order. */
const after = fc.integer({ min: 1, max: 1000 }).map((tenth) => tenth / 10);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 1, nil: undefined });
/** How many, or null: the line has no counts. */
const counts = fc.option(fc.nat(9), { freq: 2 });

const life = fc.record({
  by: person,
  bornHour: fc.integer({ min: 0, max: 150 }),
  lateHours: fc.constantFrom(0, 0.2, 2, 30),
  counts,
  login: fc.nat(1),
  isAtBoth: fc.boolean(),
  isPartOfThread: fc.boolean(),
  link: maybe(fc.constantFrom('one', 'two')),
  tag: maybe(fc.constantFrom('birds', 'trains')),
  looks: fc.array(fc.record({ after, counts }), { maxLength: 3 }),
  edit: maybe(fc.record({ after, counts })),
  boost: maybe(fc.record({ after, by: person, counts, isUndone: fc.boolean() })),
  again: maybe(fc.record({ after, counts })),
  deletedAfter: fc.option(after, { freq: 5, nil: undefined }),
  followers: fc.constantFrom(100, 100, 900),
  name: fc.constantFrom('A', 'B'),
  read: fc.constantFrom('no', 'no', 'seen', 'unseen', 'favourite', 'less', 'snooze'),
  readHour: fc.integer({ min: 200, max: 250 }),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

const dial = fc.record({
  hour: fc.integer({ min: 1, max: 240 }),
  about: fc.constantFrom(
    { account: account('ada') },
    { account: account('eve') },
    { tag: 'birds' },
    { site: 'paper.example' },
  ),
  word: fc.constantFrom('more', 'less'),
});

interface Told {
  readonly hour: number;
  readonly event: string;
  readonly login: string | undefined;
  readonly payload: unknown;
}

/**
 * Recordings of a few people: lines in order of time, of two logins, or of one that is not named.
 */
export const randomRecording: fc.Arbitrary<readonly string[]> = fc
  .record({
    lives: fc.array(life, { minLength: 3, maxLength: 20 }),
    hasTwoLogins: fc.boolean(),
    dials: fc.array(dial, { maxLength: 3 }),
    editionHour: fc.option(fc.integer({ min: 180, max: 230 })),
  })
  .map(({ lives, hasTwoLogins, dials, editionHour }) => {
    const loginOf = (nth: number) => (hasTwoLogins ? LOGINS[nth] : undefined);
    const told: Told[] = lives.flatMap((each, nth) => toldOf(each, nth, { lives, loginOf }));
    for (const nth of hasTwoLogins ? [0, 1] : [0]) told.push(...ownerOf(nth, loginOf(nth)));
    for (const { hour, about, word } of dials)
      told.push({ hour, event: 'dial', login: loginOf(0), payload: { ...about, word } });
    if (editionHour !== null) {
      const entries = lives.flatMap(({ login }, nth) =>
        login === 0 || !hasTwoLogins ? [nth] : [],
      );
      const payload = {
        ...{ feed: 'morning', seed: 'x', size: 4 },
        entries: entries.slice(0, 4).map((nth) => idOf(nth)),
      };
      told.push({ hour: editionHour, event: 'edition', login: loginOf(0), payload });
    }
    return told
      .sort((a, b) => a.hour - b.hour)
      .map(({ hour, event, login, payload }) =>
        JSON.stringify({ at: isoOf(hours(hour)), event, payload, login }),
      );
  });

const idOf = (nth: number, login = 0) => `${login + 1}${String(nth).padStart(3, '0')}`;

function ownerOf(nth: number, login: string | undefined): readonly Told[] {
  const [name, host] = (LOGINS[nth] as string).split('@') as [string, string];
  const url = `https://${host}/@${name}`;
  const owner = { ...account(name), acct: LOGINS[nth], url, id: `${nth + 1}` };
  return [
    { hour: 0, event: 'owner', login, payload: owner },
    ...PEOPLE.slice(0, 4).map((by) => ({
      ...{ hour: 0, event: 'follow', login },
      payload: account(by),
    })),
  ];
}

interface Around {
  readonly lives: readonly Life[];
  readonly loginOf: (nth: number) => string | undefined;
}

function toldOf(each: Life, nth: number, { lives, loginOf }: Around): readonly Told[] {
  const { by, bornHour, edit, boost, again } = each;
  const isOneLogin = loginOf(0) === undefined;
  const first = isOneLogin ? 0 : each.login;
  const logins = each.isAtBoth && !isOneLogin ? [0, 1] : [first];
  const parent = lives.findLastIndex((one, index) => index < nth && one.by === by);
  const arrives = bornHour + each.lateHours;

  const json = (login: number, n: number | null, isEdited = false) => ({
    ...statusJson({ id: idOf(nth, login), by, atMs: hours(bornHour), more: moreOf(each, n) }),
    uri: `https://example.social/users/${by}/statuses/${nth}`,
    account: account(by, { display_name: each.name, followers_count: each.followers }),
    ...(isEdited
      ? { content: 'second', edited_at: isoOf(hours(arrives + (edit?.after ?? 0) + 0.02)) }
      : {}),
    ...(each.isPartOfThread && parent >= 0
      ? { in_reply_to_id: idOf(parent, login), in_reply_to_account_id: account(by).id }
      : {}),
  });
  const isEditedBy = (hour: number) => edit !== undefined && hour >= arrives + edit.after + 0.02;
  const told: Told[] = [];
  for (const login of logins) {
    const say = (hour: number, event: string, payload: unknown) =>
      told.push({ hour, event, payload, login: loginOf(login) });
    const tell = (hour: number, event: string, n: number | null) =>
      say(hour, event, json(login, n, isEditedBy(hour)));
    tell(arrives, 'update', each.counts);
    for (const look of each.looks) tell(arrives + look.after, 'snapshot', look.counts);
    if (edit !== undefined) tell(arrives + edit.after + 0.02, 'status.update', edit.counts);
    if (again !== undefined) tell(arrives + again.after + 0.04, 'update', again.counts);
    if (boost !== undefined) {
      const at = arrives + boost.after + 0.06;
      const id = `b${idOf(nth, login)}`;
      const reblog = json(login, boost.counts, isEditedBy(at));
      say(at, 'update', {
        ...{ id, created_at: isoOf(hours(at)) },
        account: account(boost.by),
        reblog,
      });
      if (boost.isUndone) say(at + 1, 'delete', id);
    }
    if (each.deletedAfter !== undefined)
      say(arrives + each.deletedAfter + 0.08, 'delete', idOf(nth, login));
  }
  return [...told, ...readingOf(each, idOf(nth, first), loginOf(first))];
}

function moreOf({ tag, link }: Life, n: number | null) {
  return {
    ...(n === null ? UNCOUNTED : { favourites_count: n, reblogs_count: n % 3 }),
    ...(tag === undefined ? {} : { tags: [{ name: tag }] }),
    ...(link === undefined ? {} : { card: { url: `https://paper.example/${link}` } }),
  };
}

function readingOf(each: Life, id: string, login: string | undefined): readonly Told[] {
  const { read, readHour: hour } = each;
  if (read === 'no') return [];
  const about = { status_id: id };
  const seen = { hour, event: 'exposure', login, payload: { ...about, kind: 'seen', via: 'page' } };
  if (read === 'seen') return [seen];
  if (read === 'unseen')
    return [seen, { ...seen, hour: hour + 1, payload: { ...seen.payload, undo: true } }];
  const until = read === 'snooze' ? { until: isoOf(hours(hour + 5)) } : {};
  return [{ hour, event: 'action', login, payload: { ...about, kind: read, ...until } }];
}
