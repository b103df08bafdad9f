import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { importLines, line } from '../support/recording.ts';

const said = (id: string, language: string) =>
  line(hours(5), 'update', statusJson({ id, by: 'bob', atMs: hours(5), more: { language } }));
const ofOther = (told: string) =>
  JSON.stringify({ ...JSON.parse(told), login: 'me@other.example' });

/** What is drawn where one login follows bob in German alone, and the other in these languages. */
async function drawnWith(languages: readonly string[] | undefined) {
  const database = aNewDatabase();
  await importLines(database, [
    line(hours(0), 'owner', { ...account('me'), id: '1' }),
    line(hours(0), 'follow', { ...account('bob'), languages: ['de'] }),
    said('1', 'de'),
    ...[
      line(hours(0), 'owner', { ...account('me', { acct: 'me@other.example' }), id: '9' }),
      line(hours(0), 'follow', { ...account('bob'), languages }),
      said('2', 'en'),
      said('3', 'pt'),
    ].map(ofOther),
  ]);
  const feed = { ...MORNING, size: 10, perAuthor: 10 };
  const { entries } = drawEdition({ database, feed, seed: 'x', nowMs: hours(40), dryRun: true });
  database.close();
  return entries.map(({ statusId }) => statusId).toSorted();
}

test('what one login does not want in its language comes by another that does', async () => {
  expect(await drawnWith(undefined)).toEqual(['1', '2', '3']);
  expect(await drawnWith(['en'])).toEqual(['1', '2']);
  expect(await drawnWith(['de'])).toEqual(['1']);
});

test('nobody in the home of a login whose follow list is not known is a stranger', async () => {
  const database = aNewDatabase();
  const saidBy = (id: string, by: string) =>
    line(hours(5), 'update', statusJson({ id, by, atMs: hours(5) }));
  await importLines(database, [
    line(hours(0), 'owner', { ...account('me'), id: '1' }),
    line(hours(0), 'follow', account('bob')),
    saidBy('1', 'bob'),
    saidBy('2', 'eve'),
    ...[
      line(hours(0), 'owner', { ...account('me', { acct: 'me@other.example' }), id: '9' }),
      saidBy('3', 'ada'),
    ].map(ofOther),
  ]);

  const { entries } = drawEdition({
    ...{ database, feed: MORNING, seed: 'x', nowMs: hours(40), dryRun: true },
  });

  database.close();
  const strangers = entries.map(({ statusId, signals }) => [statusId, signals.stranger?.value]);
  expect(Object.fromEntries(strangers)).toEqual({ 1: 0, 2: 1, 3: 0 });
});
