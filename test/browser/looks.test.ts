import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** The themes differ in nothing but colours. */
const ABOUT_COLOURS = ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block'];

test.each([
  ['light', undefined],
  ['dark', ABOUT_COLOURS],
] as const)('axe finds nothing on any page in the %s theme', async (colorScheme, only) => {
  const { page, serving, end } = await visit(browser, 'e/1', { colorScheme }, aPageWorld(16));
  const found: string[] = [];

  for (const path of [
    'e/1',
    'e/1?from=9',
    'e/1/2/why',
    'e/1/3',
    'editions',
    'as-it-came',
    'statistics',
    'nothing',
  ]) {
    await page.goto(serving.url + path);
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
    });
    await page.evaluate(AXE);
    const violations = await page.evaluate(async (runOnly) => {
      const { axe } = window as unknown as {
        axe: { run: (options: object) => Promise<AxeResult> };
      };
      const rules = { 'color-contrast-enhanced': { enabled: true } };
      return (await axe.run(runOnly === undefined ? { rules } : { runOnly })).violations;
    }, only);
    for (const { id, nodes } of violations)
      found.push(`${path}: ${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
  }

  expect(found).toEqual([]);
  await end();
});

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

test.each([360, 768, 1440])(
  'at %i px nothing is wider than the window, nor too small to touch',
  async (width) => {
    const { page, end } = await visit(browser, 'e/1', { viewport: { width, height: 900 } });

    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    const small = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          '.tools a, .lanes a, .mast a, .rest-links a, .rest-links button',
        ),
      ]
        .filter((target) => getComputedStyle(target).display !== 'none')
        .filter((target) => target.getBoundingClientRect().height < 43.5)
        .map((target) => target.outerHTML),
    );

    expect(wide).toBeLessThanOrEqual(0);
    if (width < 1024) expect(small).toEqual([]);
    await end();
  },
);
