import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type Serving, serveHttp } from '../../src/http/server.ts';
import { aPageWorld, type PageWorld } from './page_world.ts';

export interface Visit {
  readonly page: Page;
  readonly world: PageWorld;
  readonly serving: Serving;
  /** What must never happen: another host, a broken policy, an error in a script. */
  readonly offences: string[];
  readonly end: () => Promise<void>;
}

/** Opens a page of a world of its own, and listens for what must not happen. */
export async function visit(
  browser: Browser,
  path: string,
  options: BrowserContextOptions = {},
  world = aPageWorld(),
) {
  const serving = await serveHttp(world.deps, { port: 0 });
  const context = await browser.newContext({ viewport: { width: 768, height: 900 }, ...options });
  const page = await context.newPage();
  const offences: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(serving.url)) offences.push(`asked ${request.url()}`);
  });
  page.on('pageerror', (error) => offences.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') offences.push(message.text());
  });
  await page.goto(serving.url + path);
  const end = async () => {
    await context.close();
    await serving.close();
  };
  return { page, world, serving, offences, end } satisfies Visit;
}
