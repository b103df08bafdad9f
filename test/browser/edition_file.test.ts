import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { writtenEdition } from '../support/written_edition.ts';

const folder = mkdtempSync(join(tmpdir(), 'driftline-edition-'));
const address = pathToFileURL(join(folder, 'edition.html')).href;

let browser: Browser;
beforeAll(async () => {
  const world = aPageWorld(24);
  writeFileSync(join(folder, 'edition.html'), writtenEdition(world, world.edition).html);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

test('opened from disk it asks nobody, fits, and axe finds nothing in either theme', async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const widest = () => page.evaluate(() => document.documentElement.scrollWidth);

  await page.goto(address);
  const onDesktop = await widest();
  await page.setViewportSize({ width: 360, height: 900 });
  const onPhone = await widest();
  const violations = await violationsOf(page, 'html');
  await page.close();

  expect(asked).toEqual([address]);
  expect([onDesktop, onPhone]).toEqual([1440, 360]);
  expect(violations).toEqual([]);
});

test('on paper it is black on white, with addresses that can be typed', async () => {
  const page = await browser.newPage({ colorScheme: 'dark' });
  await page.goto(address);
  await page.emulateMedia({ media: 'print' });

  const printed = await page.evaluate(() => {
    const original = document.querySelector('.original') as Element;
    const warned = document.querySelector('.warned .content') as Element;
    return {
      isWarnedRead: warned.getBoundingClientRect().height > 10,
      paper: getComputedStyle(document.documentElement).backgroundColor,
      ink: getComputedStyle(document.body).color,
      address: getComputedStyle(original, '::after').content,
    };
  });
  const pdf = await page.pdf({ format: 'A4' });
  await page.close();

  expect(printed).toEqual({
    isWarnedRead: true,
    paper: 'rgb(255, 255, 255)',
    ink: 'rgb(0, 0, 0)',
    address: expect.stringContaining('https://example.social/@ada/'),
  });
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
});
