import { expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

test('what is taken back in a long list of words is told there, and its undo is at hand', async () => {
  const browser = await openBrowser();
  const phone = { viewport: { width: 390, height: 740 } };
  const { page, world, serving, end } = await visit(browser, 'words', phone, aPageWorld());
  const origin = new URL(serving.url).origin;
  for (let nth = 10; nth < 50; nth += 1)
    await page.request.post(`${serving.url}words`, {
      headers: { origin },
      form: { do: `dial/tag/more/tag${nth}` },
    });
  await page.goto(`${serving.url}words`);
  const row = page.locator('li', { hasText: '#tag40' });
  const rowAfter = page.locator('li', { hasText: '#tag41' });

  world.passes(1_000);
  await row.getByRole('button').click();
  await page.waitForSelector('#last');
  const isScrolled = () => page.waitForFunction(() => window.scrollY > 740);
  await isScrolled(); // a page is there before it stands at its place
  const deed = await page.locator('.deed.last').boundingBox();
  const next = await rowAfter.boundingBox();
  world.passes(1_000);
  await page.locator('.deed.last button').click();
  await page.waitForSelector('li:has-text("#tag40: more")');
  await isScrolled();

  expect(deed?.y).toBeGreaterThan(0);
  expect(deed?.y).toBeLessThan(740);
  expect((next?.y ?? 0) - (deed?.y ?? 0)).toBeLessThan(200);
  await end();
  await browser.close();
});
