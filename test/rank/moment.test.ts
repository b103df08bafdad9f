import { expect, test } from 'vitest';
import { openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { openFollows } from '../../src/store/follows.ts';
import { openRefusedPeople } from '../../src/store/refused_people.ts';
import { aDialledHome } from '../support/dialled_home.ts';
import { account, hours, post, statusJson } from '../support/entries.ts';

const POSTS = [
  { by: 'ada', hour: 200, link: 'https://paper.example/story' },
  { by: 'bob', hour: 201, link: 'https://paper.example/story' },
  { by: 'cleo', hour: 202 },
];
const NOW_MS = hours(240);
const LATER_MS = hours(300);

/** The same moment drawn twice: before and after what happens later. */
function drawnAround(
  before: (home: ReturnType<typeof aDialledHome>) => void,
  later: (home: ReturnType<typeof aDialledHome>) => void,
) {
  const home = aDialledHome(POSTS, ['ada', 'bob', 'cleo']);
  before(home);
  const draw = () =>
    home
      .draw({ nowMs: NOW_MS })
      .entries.map(({ uri, scoreMicro, signals }) => ({ uri, scoreMicro, signals }));
  const then = draw();
  later(home);
  return { then, again: draw() };
}

test('a snooze that is taken back later still stood at an earlier moment', () => {
  const { uri } = statusJson({ id: '102', by: 'cleo', atMs: hours(202) });
  const snooze = { statusId: '102', uri, kind: 'snooze', untilMs: hours(400) } as const;
  const record =
    (atMs: number, undo: boolean) =>
    ({ database, login }: ReturnType<typeof aDialledHome>) =>
      openActions(database).record({
        loginKey: login.loginKey,
        ...snooze,
        atMs: atMs as never,
        undo,
      });

  const { then, again } = drawnAround(record(hours(210), false), record(LATER_MS, true));

  expect(then.map((entry) => entry.uri)).not.toContain(uri);
  expect(again).toEqual(then);
});

test('a look that is taken back later had told its story at an earlier moment', () => {
  const { uri } = statusJson({ id: '100', by: 'ada', atMs: hours(200) });
  const look = { uri, kind: 'seen', via: 'page' } as const;
  const record =
    (atMs: number, undo: boolean) =>
    ({ database }: ReturnType<typeof aDialledHome>) =>
      openExposures(database).record([{ ...look, atMs: atMs as never, undo }]);
  const bobs = statusJson({ id: '101', by: 'bob', atMs: hours(201) }).uri;
  const storyOf = (entries: ReturnType<typeof drawnAround>['then']) =>
    entries.find((entry) => entry.uri === bobs)?.signals.story;

  const bobsToo = (home: ReturnType<typeof aDialledHome>) => {
    record(hours(210), false)(home);
    // Ada's is there again where her look is taken back, and a story stands once.
    home.say({ about: { account: 'bob' }, word: 'always' });
  };

  const { then, again } = drawnAround(bobsToo, record(LATER_MS, true));

  expect(storyOf(then)?.value).toBe(1);
  expect(storyOf(again)).toEqual(storyOf(then));
});

test('who is followed later, and what came later, changes no earlier moment', () => {
  const { then, again } = drawnAround(
    () => {},
    ({ database, filing, login, receive }) => {
      const follows = openFollows(database, filing.accounts);
      follows.replaceAll(login.loginKey, [account('dora')], LATER_MS);
      // A post of before the moment, that a crawl finds after it.
      receive(post({ id: '900', by: 'ada', atMs: hours(190) }), LATER_MS);
    },
  );

  expect(again.map(({ uri }) => uri)).toEqual(then.map(({ uri }) => uri));
  expect(again).toEqual(then);
});

test('a domain that is blocked later was open at an earlier moment', () => {
  const { then, again } = drawnAround(
    () => {},
    ({ database, filing, login }) =>
      openRefusedPeople(database, filing.accounts).replaceDomains(
        login.loginKey,
        ['example.social'],
        LATER_MS,
      ),
  );

  expect(then).toHaveLength(2);
  expect(again).toEqual(then);
});

test('what was new in the morning is new to a second feed, and to a draw that takes its place', () => {
  const home = aDialledHome(POSTS, ['ada', 'bob', 'cleo']);
  const lanesAt = (hour: number, name: string) => {
    const { edition, entries, report } = home.draw({
      ...{ nowMs: hours(hour), isReal: true, name, size: 20, perAuthor: 20 },
    });
    return { edition, uris: entries.map(({ uri }) => uri), lanes: report.lanes, load: report.load };
  };
  const first = lanesAt(240, 'morning');
  home.see(first.edition as number, first.uris.slice(0, 1), hours(241));
  for (let nth = 0; nth < 4; nth += 1) {
    const atMs = hours(250 + nth);
    home.receive(post({ id: `${200 + nth}`, by: 'ada', atMs }), atMs);
  }

  const dawn = lanesAt(264, 'morning');
  const again = lanesAt(264.2, 'morning');
  const other = lanesAt(264.4, 'other');

  expect(dawn.lanes.fresh).toBe(4);
  expect(again.lanes.fresh).toBe(4);
  expect(other.lanes.fresh).toBe(4);
  expect(again.load).toBe(dawn.load);
});
