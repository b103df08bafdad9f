import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { aHome, boost, hours, post } from '../support/entries.ts';

// What docs/signals.md says of the standing of tags and sites.

const NOW = hours(240);
const VOICE = 1 / (1 + 0.1 / 4); // of who boosts one post in ten days
type More = Parameters<typeof post>[0]['more'];

const tagged = (...names: string[]): More => ({ tags: names.map((name) => ({ name })) });
const linked = (site: string, page: string): More => ({
  card: { url: `https://${site}/${page}`, title: page },
});

/** Posts of ten days, each by somebody of their own; each boost by somebody of their own. */
function aHomeOfPosts() {
  const home = aHome();
  const say = (id: string, more: More, { boosted = false, atHour = 10 } = {}) => {
    const words = { id, by: `author${id}`, atMs: hours(atHour), more };
    home.receive(post(words), words.atMs);
    if (boosted) home.receive(boost(`b${id}`, `booster${id}`, hours(atHour + 1), words), NOW);
  };
  const standing = () => {
    const { entries, passedOver } = drawEdition({
      ...{ database: home.database, feed: { ...MORNING, size: 200 }, seed: 'x' },
      ...{ nowMs: NOW, dryRun: true },
    });
    const all = [...entries, ...passedOver];
    return (id: string) => all.find(({ uri }) => uri.endsWith(`/${id}`))?.signals.tag_regard;
  };
  return { home, say, standing };
}

/** Ten of "birds", of which four are boosted, and thirty of "taxes", none; then two of both. */
function aHomeOfBirds() {
  const of = aHomeOfPosts();
  for (let nth = 0; nth < 10; nth += 1) of.say(`1${nth}`, tagged('birds'), { boosted: nth < 4 });
  for (let nth = 0; nth < 30; nth += 1) of.say(`2${nth}`, tagged('taxes'));
  return of;
}

/** Of forty posts with four voices. */
const USUAL = (4 * VOICE) / 40;
const lift = (voices: number, posts: number) =>
  (voices * VOICE + 20 * USUAL) / (posts * USUAL + 20 * USUAL);

test('a tag stands by what its posts are boosted with, over the usual, shrunk by twenty', () => {
  const { standing } = aHomeOfBirds();

  // Itself left out: its own boost does not count twice.
  expect(standing()('15')?.value).toBeCloseTo(lift(4, 9), 2);
  expect(standing()('11')?.value).toBeCloseTo(lift(3, 9), 2);
  expect(standing()('20')?.value).toBeCloseTo(lift(0, 29), 2);
  const { value, factor_micro } = standing()('15') ?? { value: null, factor_micro: 0 };
  expect(Math.exp(factor_micro / 1e6)).toBeCloseTo((value ?? 0) ** 0.5, 3);
});

test('several tags make the mean of what they say, one that nobody used before says nothing', () => {
  const { say, standing } = aHomeOfBirds();
  say('30', tagged('birds', 'new'), { atHour: 239 });
  say('31', tagged('birds', 'taxes'), { atHour: 239 });

  expect(standing()('30')?.value).toBeCloseTo(lift(4, 10) ** 0.5, 2);
  expect(standing()('31')?.value).toBeCloseTo((lift(4, 10) * lift(0, 30)) ** 0.5, 2);
});

test('a site stands as a tag does', () => {
  const { say, standing } = aHomeOfPosts();
  for (let nth = 0; nth < 10; nth += 1)
    say(`1${nth}`, linked('birds.example', `${nth}`), { boosted: nth < 4 });
  for (let nth = 0; nth < 30; nth += 1) say(`2${nth}`, linked('taxes.example', `${nth}`));

  expect(standing()('15')?.value).toBeCloseTo(lift(4, 9), 2);
  expect(standing()('20')?.value).toBeCloseTo(lift(0, 29), 2);
});

test('what is younger than six hours was not boosted yet, and tells nothing', () => {
  const { say, standing } = aHomeOfBirds();
  for (let nth = 0; nth < 10; nth += 1) say(`4${nth}`, tagged('birds'), { atHour: 235 });

  expect(standing()('15')?.value).toBeCloseTo(lift(4, 9), 2);
  expect(standing()('40')?.value).toBeCloseTo(lift(4, 10), 2);
});

test('what comes of strangers was boosted, or would not be here: it tells nothing of a tag', () => {
  const { home, say, standing } = aHomeOfBirds();
  for (let nth = 0; nth < 10; nth += 1) {
    const words = { id: `5${nth}`, by: `stranger${nth}`, atMs: hours(10), more: tagged('taxes') };
    home.receive(boost(`s${nth}`, 'author10', hours(11), words), NOW);
  }

  expect(standing()('20')?.value).toBeCloseTo(lift(0, 29), 2);
  // But what it tells of them is told.
  expect(standing()('50')?.value).toBeCloseTo(lift(0, 30), 2);
  say('60', {}, { atHour: 239 });
  expect(standing()('60')).toEqual({ value: 1, factor_micro: 0 });
});

test('where nobody boosts, no tag is usual or unusual', () => {
  const { say, standing } = aHomeOfPosts();
  for (let nth = 0; nth < 60; nth += 1) say(`${10 + nth}`, tagged(nth < 50 ? 'daily' : 'rare'));

  expect(standing()('10')).toEqual({ value: 1, factor_micro: 0 });
  expect(standing()('65')).toEqual({ value: 1, factor_micro: 0 });
});
