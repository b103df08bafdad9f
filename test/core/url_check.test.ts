import { expect, test } from 'vitest';
import { isUrl } from '../../src/core/url_check.ts';

test('an address in any script is one, however often it is asked', () => {
  const refused = Array.from({ length: 50_000 }, () => isUrl('https://bücher.example/neu'));

  expect(refused.filter((isOne) => !isOne)).toHaveLength(0);
  expect([isUrl('/next', 'https://a.example'), isUrl('/next'), isUrl('no address')]).toEqual([
    true,
    false,
    false,
  ]);
});
