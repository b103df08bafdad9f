import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The themes differ in nothing but colours. */
const ABOUT_COLOURS = ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block'];

/**
 * What axe finds on the page as it stands, all folds open, in the light theme and then in the dark
 * one: the rule, the first element and what is wrong with it.
 */
export async function violationsOf(page: Page, within: string): Promise<readonly string[]> {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await run(page, within, undefined);
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...light, ...(await run(page, within, ABOUT_COLOURS))];
}

interface Results {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

function run(page: Page, within: string, runOnly: readonly string[] | undefined) {
  return page.evaluate(
    async ([within, runOnly]) => {
      const { axe } = window as unknown as {
        axe: { run: (within: string, options: object) => Promise<Results> };
      };
      const rules = { 'color-contrast-enhanced': { enabled: true } };
      const options = runOnly === undefined ? { rules } : { runOnly };
      const { violations } = await axe.run(within, options);
      const theme = runOnly === undefined ? 'light' : 'dark';
      return violations.map(
        ({ id, nodes: [node] }) => `${theme}: ${id}: ${node?.html} ${node?.failureSummary}`,
      );
    },
    [within, runOnly] as const,
  );
}
