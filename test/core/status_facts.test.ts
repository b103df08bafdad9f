import { expect, test } from 'vitest';
import { parseStatus } from '../../src/core/status.ts';
import { factsOf, plainText } from '../../src/core/status_facts.ts';

test('a text of nothing but beginnings of tags is read in a moment', () => {
  const status = (content: string) =>
    parseStatus({
      id: '1',
      uri: 'https://home.example/1',
      created_at: '2026-11-02T00:00:00Z',
      account: { id: '2', acct: 'ada' },
      content,
    });
  const beganMs = performance.now();

  // Each took 8 s and more.
  for (const beginning of ['<', '<a ', '<br']) factsOf(status(beginning.repeat(60_000)), '3');

  expect(performance.now() - beganMs).toBeLessThan(3_000);
});

test('tags go, and what only looks like one stays', () => {
  expect(plainText('<p>a <b title="x">b</b><br/>c</p>')).toBe('a b\nc');
  expect(plainText('<p>1 < 2 <i>and</i> 3</p>')).toBe('1 < 2 and 3');
});
