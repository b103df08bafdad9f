import { expect, test } from 'vitest';
import { openOutbox } from '../../src/store/outbox.ts';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

test('what is pressed last stands, however slow the answer before is', async () => {
  const browser = await openBrowser();
  const kinds = new Set(['reblog', 'bookmark'] as const);
  const world = aPageWorld(16, { acting: { may: () => kinds, tried: async () => {} } });
  const { page, offences, end } = await visit(browser, 'e/1', {}, world);
  const waiting = () => openOutbox(world.database).list(0);
  const asked: string[] = [];
  const held: (() => void)[] = [];
  await page.route('**/posts/*/act', async (route) => {
    asked.push(new URLSearchParams(route.request().postData() ?? '').get('do') ?? '');
    if (asked.length === 1) await new Promise<void>((goOn) => held.push(goOn));
    await route.continue();
  });
  const boost = page.locator('#p1 .act.reblog');

  await boost.click();
  await expect.poll(() => asked).toEqual(['reblog']);
  await boost.click();
  const pressed = await boost.getAttribute('aria-pressed');
  await page.locator('#p2 .act.bookmark').click();
  await page.waitForSelector('#p2 .deed .waiting');
  held[0]?.();
  await page.waitForSelector('#p1 .act.reblog:not(.waits)[value="reblog"]');

  expect(pressed).toBe('false');
  expect(asked).toEqual(['reblog', 'bookmark', 'unreblog']);
  expect(waiting().map(({ kind }) => kind)).toEqual(['bookmark']);
  expect(offences).toEqual([]);
  await end();
  await browser.close();
}, 60_000);
