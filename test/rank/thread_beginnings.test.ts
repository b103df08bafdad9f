import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { aDialledHome } from '../support/dialled_home.ts';
import { account, boost, hours, post } from '../support/entries.ts';

const PEOPLE = Array.from({ length: 60 }, (_, nth) => `p${nth}`);
const inAnswerTo = (id: string) => ({
  in_reply_to_id: id,
  in_reply_to_account_id: account('ada').id,
});

/** Of ada a thread of three, begun weeks ago; its last part, of today, `boosters` people boost. */
function aHomeOfAThread(boosters: readonly string[]) {
  const home = aDialledHome(
    PEOPLE.map((by) => ({ by, hour: 600 })),
    ['ada', ...PEOPLE],
  );
  const last = { id: '3', by: 'ada', atMs: hours(700), more: inAnswerTo('2') };
  home.receive(post({ id: '1', by: 'ada', atMs: hours(1) }), hours(1));
  home.receive(post({ id: '2', by: 'ada', atMs: hours(2), more: inAnswerTo('1') }), hours(2));
  home.receive(post(last), last.atMs);
  for (const by of boosters) home.receive(boost(`b${by}`, by, hours(701), last), hours(701));
  const adasOf = (more: Parameters<typeof home.draw>[0]) =>
    home
      .draw({ nowMs: hours(705), ...more })
      .entries.filter(({ account: by }) => by.startsWith('ada'))
      .map(({ statusId, named }) => [statusId, named.map((uri) => uri.split('/').at(-1))]);
  return { ...home, adasOf };
}

test('a thread is shown from its beginning though that does not come near the edition', () => {
  const { adasOf } = aHomeOfAThread(PEOPLE.slice(0, 20));
  const quotas = { turns: 0, boosted: 0, resurfaced: 0, wildcard: 0 };

  expect(adasOf({ size: 1, quotas })).toEqual([['1', ['2', '3']]]);
});

test('a turn shows it from its beginning too', () => {
  const { adasOf, say } = aHomeOfAThread([]);
  for (const name of PEOPLE)
    say({ about: { account: name }, word: 'not until', untilMs: hours(999) });
  const quotas = { turns: 1, boosted: 0, resurfaced: 0, wildcard: 0 };

  expect(adasOf({ size: 1, quotas })).toEqual([['1', ['2', '3']]]);
});

test('what of it was seen, filtered out or rests is not where it begins', () => {
  const home = aHomeOfAThread(PEOPLE.slice(0, 20));
  const quotas = { turns: 0, boosted: 0, resurfaced: 0, wildcard: 0 };
  const first = home.draw({ size: 1, quotas, nowMs: hours(702), isReal: true });
  home.see(
    first.edition as number,
    first.entries.map(({ uri }) => uri),
    hours(703),
  );

  expect(home.adasOf({ size: 1, quotas })).toEqual([['2', ['1', '3']]]);
  expect(home.adasOf({ size: 1, quotas, reachDays: 10 })).toEqual([['3', ['1', '2']]]);
});

test.each([
  ['that does not come near the edition', '2', 1],
  ['that comes near it', '3', 2],
])('a part %s is told that its thread would come, from its beginning', (_, status, size) => {
  const { database } = aHomeOfAThread([]);
  const quotas = { turns: 0, boosted: 0, resurfaced: 0, wildcard: 0 };
  const feed = { ...MORNING, quotas, size };
  const { leftOut, missed } = explainStatus({ database, feed, nowMs: hours(705), status });

  expect(leftOut).toContain(status === '2' ? 'did not come near' : 'in this draw');
  expect(missed?.changes.map(({ words }) => words)).toEqual([
    expect.stringMatching(
      /^with × [\d.]+ more its thread, from its beginning, would have come in$/,
    ),
  ]);
});

test('what rests with its story is not where it begins', () => {
  const link = 'https://paper.example/story';
  const home = aDialledHome([{ by: 'bob', hour: 600, link }], ['ada', 'bob', ...PEOPLE]);
  const quotas = { turns: 0, boosted: 0, resurfaced: 1, wildcard: 0 };
  const filters = { people: ['bob@example.social'] };
  const card = { card: { url: link, title: 'A story' } };
  home.receive(post({ id: '1', by: 'ada', atMs: hours(600), more: card }), hours(600));
  for (const hour of [602, 604]) {
    const { edition } = home.draw({ size: 1, quotas, filters, nowMs: hours(hour), isReal: true });
    home.see(edition as number, ['https://example.social/other'], hours(hour + 1));
  }
  const last = { id: '2', by: 'ada', atMs: hours(620), more: inAnswerTo('1') };
  home.receive(post(last), last.atMs);
  for (const by of PEOPLE) home.receive(boost(`b${by}`, by, hours(621), last), hours(621));

  const { entries } = home.draw({ size: 1, quotas, nowMs: hours(634) });

  expect(entries.map(({ statusId }) => statusId)).toEqual(['2']);
});
