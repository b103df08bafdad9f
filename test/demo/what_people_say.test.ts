import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import { sentencesOf } from '../../src/demo/sayings.ts';
import { inventWorld } from '../../src/demo/world.ts';

const startMs = Date.UTC(2026, 10, 3);
const posts = inventWorld({ seed: 'marsh', startMs })
  .eventsBetween(startMs, startMs + 8 * DAY_MS)
  .flatMap((event) => (event.kind === 'post' ? [event.post] : []));

describe('what people say', () => {
  const english = posts.filter((post) => post.language === 'en').map((post) => post.text);

  it('names nobody twice as two, and no thing as its own company', () => {
    const twice = /\b(my (?:aunt|sister|dad|wife|mother|neighbour)) was \w+ \1\b/i;

    expect(english.filter((text) => twice.test(text))).toEqual([]);
  });

  it('does not begin two sentences of one post alike', () => {
    const alike = posts
      .filter(({ language }) => language === 'it' || language === 'es' || language === 'pt')
      .map((post) => sentencesOf(post.text).map((one) => one.split(' ', 2).join(' ')))
      .filter((openings) => new Set(openings).size < openings.length);

    expect(alike.length).toBeLessThan(8);
  });
});
