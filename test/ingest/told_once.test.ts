import { expect, test } from 'vitest';
import { aHome, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

test('an outage is a line an hour, however many works meet it', async () => {
  const reasons: unknown[] = [];
  const home = aHome([posted(post('p', 5))]);
  const warn = (event: string, fields: { readonly why?: unknown } = {}) => {
    if (event === 'ingest.try_again') reasons.push(fields.why);
  };
  home.run({ log: { info: () => {}, warn }, pace: 1 });
  await home.server.passTo(20);

  home.server.stop();
  await home.server.passTo(20 + 170);

  expect(reasons.length).toBeGreaterThan(0);
  for (const why of new Set(reasons))
    expect([why, reasons.filter((one) => one === why).length <= 3]).toEqual([why, true]);
});
