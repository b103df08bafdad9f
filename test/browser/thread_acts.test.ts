import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openOutbox } from '../../src/store/outbox.ts';
import { openBrowser } from '../support/browser.ts';
import { hours, post } from '../support/entries.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** The machine may have other work. */
const PATIENT = { timeout: 20_000 };

test('undo below an answer in a thread takes back what was done with that one', async () => {
  const may = () => new Set(['favourite'] as const);
  const world = aPageWorld(4, { acting: { may, tried: async () => {} } });
  const answer = (id: string, by: string) => {
    const words = { id, by, atMs: hours(23.5), more: { in_reply_to_id: '1000' } };
    world.receive(post(words), words.atMs);
  };
  answer('2001', 'bob');
  answer('2002', 'cleo');
  const { page, offences, end } = await visit(browser, 'e/1', {}, world);
  await page.locator('#p1 a.thread').click();
  const answers = page.locator('#p1 .thread-panel .post');
  await expect.poll(() => answers.count(), PATIENT).toBe(2);

  for (const one of [answers.first(), answers.last()]) {
    await one.locator('.act.favourite').click();
    await one.locator('.deed .waiting').waitFor();
  }
  await answers.last().locator('.deed button').click();
  await answers.last().locator('.deed:not(:has(.waiting))').waitFor();

  const waiting = openOutbox(world.database)
    .list(0)
    .map(({ kind, uri }) => `${kind} ${uri}`);
  expect(waiting).toEqual(['favourite https://example.social/users/bob/statuses/2001']);
  expect(offences).toEqual([]);
  await end();
});

test('an act on a post stands in the list and in a thread that is open, and one goes after the other', async () => {
  const may = () => new Set(['favourite'] as const);
  const world = aPageWorld(4, { acting: { may, tried: async () => {} } });
  const words = { id: '2001', by: 'bob', atMs: hours(23.5), more: { in_reply_to_id: '1000' } };
  world.receive(post(words), words.atMs);
  const both = [...world.uris.slice(0, 1), post(words).status.uri];
  const edition = openEditions(world.database).save(editionOf(both), MORNING);
  const { page, offences, end } = await visit(browser, `e/${edition}`, {}, world);
  await page.locator('#p1 a.thread').click();
  const inList = page.locator('#p2 .act.favourite');
  const inThread = page.locator('#p1 .thread-panel .act.favourite');
  const pressed = () =>
    Promise.all([inList, inThread].map((one) => one.getAttribute('aria-pressed')));
  await inThread.waitFor();

  await inList.click();
  await expect.poll(pressed, PATIENT).toEqual(['true', 'true']);
  await inThread.click();
  await expect.poll(pressed, PATIENT).toEqual(['false', 'false']);

  const ids = await page.locator('form.acts').evaluateAll((all) => all.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(openOutbox(world.database).list(0)).toEqual([]);
  expect(offences).toEqual([]);
  await end();
});

test('x on a post leaves the warnings of its answers closed', async () => {
  const world = aPageWorld(4);
  const more = { in_reply_to_id: '1000', spoiler_text: 'how it ends' };
  world.receive(post({ id: '2001', by: 'bob', atMs: hours(23.5), more }), hours(23.5));
  const { page, end } = await visit(browser, 'e/1', {}, world);
  await page.locator('#p1 a.thread').click();
  const warning = page.locator('#p1 .thread-panel details.fold');
  await warning.waitFor();
  await page.locator('#p1').focus();

  await page.keyboard.press('x');
  expect(await warning.getAttribute('open')).toBeNull();
  await page.locator('#p1 .thread-panel .post').focus();
  await page.keyboard.press('x');

  expect(await warning.getAttribute('open')).not.toBeNull();
  await end();
});

test('j comes to the rest of a long thread, Enter unfolds it, and j reads on in it', async () => {
  const world = aPageWorld(4);
  const { id: ada } = post({ id: '1', by: 'ada', atMs: hours(1) }).status.account;
  for (let at = 1; at <= 42; at += 1) {
    const answers = at === 1 ? '1000' : String(3999 + at);
    const more = { in_reply_to_id: answers, in_reply_to_account_id: ada };
    const words = { id: String(4000 + at), by: 'ada', atMs: hours(23 + at / 3600), more };
    world.receive(post(words), words.atMs);
  }
  const { page, offences, end } = await visit(browser, 'e/1', {}, world);
  await page.locator('#p1 a.thread').click();
  const own = page.locator('#p1 .thread-panel .post');
  await expect.poll(() => own.count(), PATIENT).toBe(42);
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  const isShown: boolean[] = [];

  await own.nth(39).focus();
  await page.keyboard.press('j');
  const summary = await focused();
  isShown.push(await own.nth(41).isVisible());
  await page.keyboard.press('Enter');
  isShown.push(await own.nth(41).isVisible());
  await page.keyboard.press('j');

  expect(summary).toBe('2 more posts of this thread');
  expect(isShown).toEqual([false, true]);
  expect(await focused()).toContain('ada says 4041');
  expect(offences).toEqual([]);
  await end();
});

test('who hears the page is told by keys what opens and closes below a post, and where', async () => {
  const { page, end } = await visit(browser, 'e/1', {}, aPageWorld(4));
  const live = () => page.locator('#live').textContent();
  await page.keyboard.press('j');

  for (const [key, title] of [
    ['w', 'Why'],
    ['Enter', 'Thread'],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(live, PATIENT).toBe(`${title} is open below`);
    await page.keyboard.press(key);
    await expect.poll(live, PATIENT).toBe(`${title} is closed`);
  }

  // The link that has the focus says so itself.
  await page.locator('#p1 a.why').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('#p1 .why-panel');
  expect(await live()).toBe('Thread is closed');
  await end();
});
