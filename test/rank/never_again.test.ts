import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { aDialledHome, MORNING_MS } from '../support/dialled_home.ts';
import { boost, hours, statusJson } from '../support/entries.ts';

const POSTS = [
  { by: 'ada', hour: 200 },
  { by: 'bob', hour: 201 },
  { by: 'cleo', hour: 202 },
];
const ADAS = { id: '100', by: 'ada', atMs: hours(200) };
const { uri: ADAS_URI } = statusJson(ADAS);
const MORNINGS = 20;

/** A home in which somebody boosts ada's post each morning before it is drawn. */
function drawnFor(before: (home: ReturnType<typeof aDialledHome>) => void) {
  const home = aDialledHome(POSTS, ['ada', 'bob', 'cleo']);
  before(home);
  const mornings = Array.from({ length: MORNINGS }, (_, nth) => {
    const atMs = hours(240 + 24 * nth);
    home.receive(boost(`b${nth}`, nth % 2 ? `friend${nth}` : 'bob', atMs, ADAS), atMs);
    const nowMs = hours(241 + 24 * nth);
    const { edition, entries } = home.draw({ seed: `${nth}`, nowMs, isReal: true });
    // Somebody reads: editions that nobody opens offer everything again.
    const others = entries.map(({ uri }) => uri).filter((uri) => uri !== ADAS_URI);
    home.see(edition as number, others.slice(0, 1), hours(242 + 24 * nth));
    return entries.map(({ uri }) => uri);
  });
  return mornings.filter((uris) => uris.includes(ADAS_URI)).length;
}

test('a boost of what nobody saw may come', () => {
  expect(drawnFor(() => {})).toBeGreaterThan(0);
});

test.each(['seen', 'opened'] as const)(
  'what was %s never comes again, whoever boosts it',
  (kind) => {
    const seen = { uri: ADAS_URI, kind, atMs: hours(210), via: 'page' };

    expect(drawnFor(({ database }) => openExposures(database).record([seen]))).toBe(0);
  },
);

test.each(['favourite', 'reblog', 'bookmark', 'reply', 'more', 'less'] as const)(
  'what was acted on never comes again, whoever boosts it: %s',
  (kind) => {
    const act = { statusId: '100', uri: ADAS_URI, kind, atMs: hours(210) };

    expect(
      drawnFor(({ database, login }) =>
        openActions(database).record({ loginKey: login.loginKey, ...act }),
      ),
    ).toBe(0);
  },
);

test('an act that comes before the post does keeps it away too', () => {
  const home = aDialledHome(POSTS, ['ada', 'bob', 'cleo']);
  const late = { id: '300', by: 'zoe', atMs: hours(238) };
  const { uri } = statusJson(late);
  const act = { statusId: '300', uri, kind: 'favourite' as const, atMs: hours(238) };
  openActions(home.database).record({ loginKey: home.login.loginKey, ...act });
  home.receive(boost('b', 'bob', hours(239), late), hours(239));

  expect(home.draw().entries.map((entry) => entry.uri)).not.toContain(uri);
});

test('what is undone may come again: that was asked for', () => {
  const came = drawnFor(({ database, login }) => {
    const act = { loginKey: login.loginKey, statusId: '100', uri: ADAS_URI };
    const actions = openActions(database);
    actions.record({ ...act, kind: 'bookmark', atMs: hours(210) });
    actions.record({ ...act, kind: 'bookmark', atMs: hours(211), undo: true });
    openExposures(database).record([
      { uri: ADAS_URI, kind: 'seen', atMs: hours(212), via: 'page' },
      { uri: ADAS_URI, kind: 'seen', atMs: hours(213), via: 'page', undo: true },
    ]);
  });

  expect(came).toBeGreaterThan(0);
});

test.each([
  [false, 'it may come again once that is undone'],
  [true, `it would come again on a day that you name: driftline snooze ${ADAS_URI} --days 7`],
])('what was acted on says what brings it back, seen (%s) as well', (isSeen, words) => {
  const { database, login } = aDialledHome(POSTS, ['ada', 'bob', 'cleo']);
  const act = { statusId: '100', uri: ADAS_URI, kind: 'bookmark' as const, atMs: hours(210) };
  openActions(database).record({ loginKey: login.loginKey, ...act });
  if (isSeen)
    openExposures(database).record([
      { uri: ADAS_URI, kind: 'seen', atMs: hours(209), via: 'page' },
    ]);

  const answer = explainStatus({ database, feed: MORNING, nowMs: MORNING_MS, status: ADAS_URI });

  expect(answer.leftOut).toBe('you acted on it already (bookmark)');
  expect(answer.missed?.changes.map((change) => change.words)).toEqual([words]);
});
