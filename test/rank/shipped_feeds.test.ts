import { expect, test } from 'vitest';
import { DEFAULTS, readConfig, scheduleOf } from '../../src/core/config.ts';
import type { Feed } from '../../src/core/feed.ts';
import { feedToml } from '../../src/core/feed_toml.ts';
import { SHIPPED_FEEDS } from '../../src/core/shipped_feeds.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { account, aHome, boost, hours, post } from '../support/entries.ts';

const NOW_MS = hours(20 * 24);
const people = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn', 'gus', 'hal'];
const picture = { id: '1', type: 'image', url: 'https://example.social/1.png' };

/** Every fourth post has a picture, a link, a thousand characters or nothing; Hal hardly posts. */
function aMixedMonth() {
  const home = aHome();
  const kinds = [
    { media_attachments: [picture] },
    { content: '<p><a href="https://site.example/a">a</a></p>' },
    { content: `<p>${'word '.repeat(220)}</p>` },
    {},
  ];
  for (let nth = 0; nth < 160; nth += 1) {
    const by = nth % 80 === 7 ? 'hal' : (people[nth % 7] as string);
    const link = `<p><a href="https://site.example/${nth}">a</a></p>`;
    const kind = kinds[(nth >> 2) % 4] as object;
    const more = 'content' in kind && nth % 16 < 8 && nth % 16 >= 4 ? { content: link } : kind;
    const words = { id: `${1000 + nth}`, by, atMs: hours(nth * 3), more };
    home.receive(post(words), hours(nth * 3 + ((nth * 7) % 11)));
    if (nth % 9 === 0) {
      const strange = { ...words, id: `${5000 + nth}`, by: 'zoe' };
      home.receive(boost(`b${nth}`, 'ada', hours(nth * 3 + 2), strange), hours(nth * 3 + 2));
    }
  }
  const follow = home.filing.accounts;
  const draw = (feed: Feed, dryRun = true) =>
    drawEdition({ database: home.database, feed, seed: 'x', nowMs: NOW_MS, dryRun });
  const row = (uri: string) =>
    home.database.connection
      .prepare(`select media, link_key, length, author_key,
                       (select min(arrived_at_ms) from arrivals
                         where arrivals.status_key = statuses.status_key) as arrived_ms
                  from statuses where uri = ?`)
      .get(uri) as { media: number; link_key: number | null; length: number; arrived_ms: number };
  return { ...home, follow, draw, row };
}

const named = (name: string) => SHIPPED_FEEDS[name] as Feed;

test('six feeds ship, and none but the usual one is drawn by itself', () => {
  expect(Object.keys(SHIPPED_FEEDS)).toHaveLength(6);
  const drawn = Object.values(SHIPPED_FEEDS).filter((feed) => scheduleOf(DEFAULTS, feed));

  expect(drawn.map(({ name }) => name)).toEqual(['morning']);
});

test.each(Object.keys(SHIPPED_FEEDS))('%s draws an edition, the same one each time', (name) => {
  const { draw } = aMixedMonth();

  const edition = draw(named(name));

  expect(edition.entries.length).toBeGreaterThan(0);
  expect(draw(named(name))).toEqual(edition);
});

test('pictures are pictures, links are links, and long reads are long and fill an hour', () => {
  const { draw, row } = aMixedMonth();
  const rows = (name: string) => draw(named(name)).entries.map(({ uri }) => row(uri));

  expect(rows('pictures').every(({ media }) => media > 0)).toBe(true);
  expect(rows('links-my-people-share').every(({ link_key }) => link_key !== null)).toBe(true);
  expect(rows('weekend-long-reads').every(({ length }) => length >= 800)).toBe(true);
  expect(draw(named('weekend-long-reads')).readingMinutes).toBeLessThanOrEqual(60);
});

test('quiet voices are those who hardly ever post, once each', () => {
  const { draw } = aMixedMonth();

  const { entries } = draw(named('quiet-voices'));

  expect(entries.map(({ account: handle }) => handle)).toEqual([account('hal').acct]);
  expect(entries[0]?.lane).toBe('quiet');
});

test('as it came is the newest first, and no throw of the dice', () => {
  const { database, draw, row } = aMixedMonth();

  const { entries } = draw(named('as-it-came'), false);

  const times = entries.map(({ uri }) => row(uri).arrived_ms);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(times.length).toBeGreaterThan(100);
  const status = entries[20]?.uri ?? '';
  const explained = explainStatus({ database, feed: named('as-it-came'), nowMs: NOW_MS, status });
  expect(explained).toMatchObject({ inEdition: { position: 21 }, whatIf: null });
});

test.each(Object.keys(SHIPPED_FEEDS))('the settings of %s say all of it', async (name) => {
  const feed = named(name);

  const { feeds } = await readConfig(feedToml({ ...feed, name: 'own' }), 'config.toml');

  expect({ schedule: undefined, ...feeds.own }).toEqual({
    schedule: undefined,
    ...feed,
    name: 'own',
  });
});
