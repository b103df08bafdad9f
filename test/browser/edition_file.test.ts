import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { writtenEdition } from '../support/written_edition.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'driftline-edition-'));
const address = pathToFileURL(join(folder, 'edition.html')).href;

let browser: Browser;
beforeAll(async () => {
  const world = aPageWorld(48);
  writeFileSync(join(folder, 'edition.html'), writtenEdition(world, world.edition).html);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

test.each([
  [360, 'light'],
  [360, 'dark'],
  [1440, 'light'],
  [1440, 'dark'],
] as const)(
  'opened from disk at %d px, %s, it asks nobody and axe finds nothing',
  async (width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));

    await page.goto(address);
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
    });
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run: (options: object) => Promise<Found> } };
      const rules = { 'color-contrast-enhanced': { enabled: true } };
      return (await axe.run({ rules })).violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
    });
    await page.close();

    expect(asked).toEqual([address]);
    expect(widest).toBe(width);
    expect(violations).toEqual([]);
  },
);

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

test('on paper it is black on white, with addresses that can be typed', async () => {
  const page = await browser.newPage({ colorScheme: 'dark' });
  await page.goto(address);
  await page.emulateMedia({ media: 'print' });

  const printed = await page.evaluate(() => {
    const original = document.querySelector('.original') as Element;
    return {
      paper: getComputedStyle(document.documentElement).backgroundColor,
      ink: getComputedStyle(document.body).color,
      address: getComputedStyle(original, '::after').content,
    };
  });
  const pdf = await page.pdf({ format: 'A4' });
  await page.close();

  expect(printed).toEqual({
    paper: 'rgb(255, 255, 255)',
    ink: 'rgb(0, 0, 0)',
    address: expect.stringContaining('https://example.social/@ada/'),
  });
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
});
