import { expect, test } from 'vitest';
import { namesIn } from '../../src/core/pasted_address.ts';

const POST = 'https://example.social/@ada/1153';

test.each([
  POST,
  `${POST}/`,
  `${POST}/favourites`,
  `${POST}/reblogs/`,
  `${POST}/embed?theme=dark`,
  `<${POST}>`,
  ` ${POST}#top`,
  'example.social/@ada/1153',
])('a post is meant by %s', (typed) => {
  expect(namesIn(typed, ['https://example.social'])).toContain(POST);
});

test('what a client shows of a post at the home server is its id', () => {
  const client = 'https://elk.zone/example.social/@ada/1153/favourites';

  expect(namesIn(client, ['https://example.social'])).toContain('1153');
  expect(namesIn('https://far.example/@favourites', [])).toEqual([
    'https://far.example/@favourites',
  ]);
});
