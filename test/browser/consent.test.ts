import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { aServedApi, type ServedApi } from '../support/served_api.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The page on which a client of that name asks. */
async function asking({ url }: ServedApi, client_name: string, redirect_uri: string) {
  const registered = await fetch(`${url}/api/v1/apps`, {
    method: 'POST',
    body: new URLSearchParams({ client_name, redirect_uris: redirect_uri, scopes: 'read write' }),
  });
  const { client_id } = (await registered.json()) as { client_id: string };
  const words = { client_id, redirect_uri, response_type: 'code', scope: 'read write', state: 's' };
  return `${url}/oauth/authorize?${new URLSearchParams(words)}`;
}

test.each([360, 768, 1440])('a client asks accessibly at %i px, in both themes', async (width) => {
  const api = await aServedApi();
  const page = await browser.newPage({ viewport: { width, height: 800 } });

  await page.goto(await asking(api, 'Tusky', 'oauth2redirect://com.keylesspalace.tusky/'));

  expect(await violationsOf(page, 'body')).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(width);
  await page.close();
});

test('by keyboard alone the owner says yes, and is led back to the client', async () => {
  const api = await aServedApi();
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text());
  });
  // Another origin than ours: what a browser holds the form to.
  const back = `${api.url.replace('127.0.0.1', 'localhost')}/callback`;
  await page.goto(await asking(api, 'Elk', back));

  await page.locator('[name=counts]').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/callback/);

  const led = new URL(page.url());
  expect(led.origin + led.pathname).toBe(back);
  expect(led.searchParams.get('state')).toBe('s');
  expect(led.searchParams.get('code')).toMatch(/^[\w-]{43}$/);
  expect(errors).toEqual([]);
  await page.close();
});
