import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import { aHome, boost, hours, post } from '../support/entries.ts';

const ada = { id: '101', by: 'ada', atMs: hours(1) };

function open() {
  const home = aHome();
  const key = home.login.loginKey;
  const count = (from: string) =>
    home.database.connection.prepare(`select count(*) from ${from}`).pluck().get();
  return { ...home, key, count };
}

test('a withdrawn status is a tombstone whose text stays, until it is forgotten', () => {
  const { filing, key, receive, count } = open();
  receive(post(ada), hours(1));

  filing.withdraw(key, '101', hours(2));
  const withdrawn = [count('candidates'), count('payloads'), count('departures')];
  filing.forget(key, '101', hours(3));

  expect(withdrawn).toEqual([0, 1, 1]);
  expect(count('payloads')).toBe(0);
});

test('a withdrawn status that was only hidden comes back whole, and so does a boost', () => {
  const { filing, key, receive, count } = open();
  receive(post(ada), hours(1));
  receive(boost('201', 'bob', hours(1.5), ada), hours(1.5));
  for (const id of ['101', '201']) filing.withdraw(key, id, hours(2));
  const gone = count('candidates');

  for (const id of ['201', '101']) filing.restore(key, id, hours(3));

  expect([gone, count('candidates'), count('arrivals where removed_at_ms is null')]).toEqual([
    0, 1, 2,
  ]);
});

test('an answer of the server revives a tombstone; one from about the same moment does not', () => {
  const { filing, key, receive, count } = open();
  receive(post(ada), hours(1));
  filing.forget(key, '101', hours(2));

  const soon = (hours(2) + MINUTE_MS / 2) as typeof ada.atMs;
  filing.file(key, [post(ada)], { atMs: soon, how: 'sweep' });
  const tooSoon = count('candidates');
  filing.file(key, [post(ada)], { atMs: hours(3), how: 'stream' });
  const late = count('candidates');
  filing.refresh(key, post(ada).status, hours(4));

  expect([tooSoon, late, count('candidates'), count('payloads')]).toEqual([0, 0, 1, 1]);
  expect(count('arrivals where removed_at_ms is null')).toBe(1);
});

test('a status that the owner acted on is known without an arrival, until it comes', () => {
  const { filing, key, receive, count } = open();

  filing.know(key, post(ada).status, { atMs: hours(2) });
  const known = [count('statuses where came_home = 0'), count('arrivals'), count('candidates')];
  receive(boost('201', 'bob', hours(3), ada), hours(3));

  expect(known).toEqual([1, 0, 0]);
  expect([count('statuses where came_home = 1'), count('candidates')]).toEqual([1, 1]);
});

test('of what the server deleted no byte stays in the file, nor of its earlier texts', () => {
  const { database, filing, key, receive } = open();
  // One that fits into a page, and one that does not.
  const texts = { '101': 'what Ada took back, ', '102': 'what Bob took back, '.repeat(400) };
  const kept = 'what Cleo says, and goes on saying';
  const say = (id: string, text: string, more: object = {}) =>
    post({ ...ada, id, more: { content: `<p>${text}</p>`, visibility: 'private', ...more } });
  const tellAll = (more: object, nowMs: typeof ada.atMs) => {
    for (const [id, text] of Object.entries(texts)) receive(say(id, text, more), nowMs);
  };
  tellAll({}, hours(1));
  receive(say('103', kept), hours(1));
  tellAll({ spoiler_text: 'edited', edited_at: '2026-11-01T08:00:00.000Z' }, hours(2));
  const isInFile = (text: string) => database.connection.serialize().includes(text);
  const before = Object.values(texts).map((text) => isInFile(text.slice(0, 20)));

  for (const id of Object.keys(texts)) filing.forget(key, id, hours(3));

  expect(before).toEqual([true, true]);
  expect(Object.values(texts).filter((text) => isInFile(text.slice(0, 18)))).toEqual([]);
  expect(isInFile(kept)).toBe(true);
});
