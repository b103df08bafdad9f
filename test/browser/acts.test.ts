import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOutbox } from '../../src/store/outbox.ts';
import { violationsOf } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

/** So long after it last did, at the latest, a page asks what became of what waits. */
const ASKS_AGAIN_MAX_MS = 30_000;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** A page whose owner may act, at a server that is away until `settle` says what it did. */
async function anActingVisit(options: BrowserContextOptions = {}, may = true) {
  const kinds = new Set(may ? (['favourite', 'reblog', 'bookmark'] as const) : []);
  const world = aPageWorld(16, { acting: { may: () => kinds, tried: async () => {} } });
  const outbox = openOutbox(world.database);
  const visited = await visit(browser, 'e/1', options, world);
  const waiting = () => outbox.list(0).map(({ kind, undo }) => `${undo ? 'un' : ''}${kind}`);
  return { ...visited, outbox, waiting };
}

const live = (page: Page) => page.locator('#live').textContent();

test('a favourite is shown at once, told aloud, and taken back in its place', async () => {
  const { page, world, offences, waiting, end } = await anActingVisit();
  const star = page.locator('#p1 .act.favourite');
  const topOf = () =>
    page.evaluate(() => document.querySelector('#p1')?.getBoundingClientRect().top);
  const before = await topOf();

  await star.click();
  await page.waitForSelector('#p1 .deed .waiting');
  const pressed = await star.getAttribute('aria-pressed');
  const told = await live(page);
  const stands = await topOf();
  world.passes(1_000);
  await page.locator('#p1 .deed button').click();
  await page.waitForSelector('#p1 .deed:not(:has(.waiting))');

  expect([pressed, told, stands]).toEqual([
    'true',
    'Favourited; waiting for example.social',
    before,
  ]);
  expect(await star.getAttribute('aria-pressed')).toBe('false');
  expect(waiting()).toEqual([]);
  expect(offences).toEqual([]);
  await end();
});

test('a second press before the answer takes the first one back', async () => {
  const { page, waiting, end } = await anActingVisit();

  const pressed = await page.locator('#p1 .act.favourite').evaluate((star) => {
    const press = () => {
      (star as HTMLButtonElement).click();
      return star.getAttribute('aria-pressed');
    };
    return [press(), press()];
  });
  await page.waitForSelector('#p1 .act.favourite:not(.waits)[value="favourite"]');

  expect(pressed).toEqual(['true', 'false']);
  expect(waiting()).toEqual([]);
  await end();
});

test('the keyboard alone favours, boosts, saves, says more and less, and snoozes', async () => {
  const { page, world, offences, waiting, end } = await anActingVisit();
  const press = async (key: string, words: RegExp) => {
    world.passes(1_000);
    await page.keyboard.press(key);
    await expect.poll(() => live(page)).toMatch(words);
  };
  await page.keyboard.press('j');

  await press('f', /^Favourited/);
  await press('b', /^Boosted/);
  await press('s', /^Saved/);
  await press('+', /^More like this: Ada ×/);
  await press('-', /^Less like this: Ada ×/);
  await page.keyboard.press('z');
  await page.waitForSelector('#p1 .post-menu [value="snooze-tomorrow"]:focus');
  await press('Enter', /^Snoozed until/);

  expect(waiting().toSorted()).toEqual(['bookmark', 'favourite', 'reblog']);
  await page.keyboard.press('?');
  expect(await page.locator('dialog[open]').textContent()).toContain('favourite, boost, save');
  expect(offences).toEqual([]);
  await end();
});

test.each(['z', 'Escape'])(
  'the menu is left by %s, and the post has the focus again',
  async (key) => {
    const { page, end } = await anActingVisit();
    await page.keyboard.press('j');
    await page.keyboard.press('z');
    await page.waitForSelector('#p1 .post-menu [value="snooze-tomorrow"]:focus');

    await page.keyboard.press(key);

    expect(await page.locator('.post-menu').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('p1');
    expect(await page.locator('#p1 a.act.menu').getAttribute('aria-expanded')).toBe('false');
    await end();
  },
);

test('the focus stays on the post when the keyboard takes an act back', async () => {
  const { page, world, end } = await anActingVisit();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('+');
  await page.waitForSelector('#p2 .deed button');
  world.passes(1_000);
  await page.locator('#p2 .deed button').focus();

  await page.keyboard.press('Enter');
  await expect.poll(() => live(page)).toMatch(/^Taken back/);

  expect(await page.evaluate(() => document.activeElement?.id)).toBe('p2');
  await end();
});

test('the key of a boost says why a post for followers has none', async () => {
  const { page, waiting, end } = await anActingVisit();
  await page.locator('#p2').focus();

  await page.keyboard.press('b');

  const words = 'Only its author can boost a post for followers.';
  expect(await page.locator('#p2 .complaint').textContent()).toBe(words);
  expect(await live(page)).toBe(words);
  expect(waiting()).toEqual([]);
  await end();
});

test('by touch a boost wants a second tap, and nothing else does', async () => {
  const { page, waiting, end } = await anActingVisit({ hasTouch: true, isMobile: true });

  await page.locator('#p1 .act.reblog').tap();
  const armed = await live(page);
  const afterOne = waiting();
  await page.locator('#p1 .act.reblog').tap();
  await page.waitForSelector('#p1 .act.reblog[aria-pressed="true"].waits');
  await page.locator('#p1 .act.favourite').tap();
  await expect.poll(waiting).toHaveLength(2);

  expect(armed).toBe('Boosting is public: tap again to boost');
  expect(afterOne).toEqual([]);
  await end();
});

test('what was waited for is told when it is refused, on the post and aloud', async () => {
  const { page, outbox, world, end } = await anActingVisit();
  await page.clock.install();
  await page.locator('#p3 .act.bookmark').click();
  await page.waitForSelector('#p3 .deed .waiting');

  const [wish] = outbox.list(0);
  outbox.refused(wish?.outbox_key as number, 'example.social refused it', world.deps.time.now());
  await page.clock.fastForward(ASKS_AGAIN_MAX_MS);
  await page.waitForSelector('#p3 .deed.refused');

  expect(await page.locator('#p3 .deed.refused').textContent()).toContain(
    'No save: example.social refused it.',
  );
  expect(await page.locator('#p3 .act.bookmark').getAttribute('aria-pressed')).toBe('false');
  expect(await live(page)).toContain('example.social refused it');
  await end();
});

test('the menu opens in its place, turns dials, and stays where it is', async () => {
  const { page, world, offences, end } = await anActingVisit();
  await page.locator('#p14 .act.menu').click();
  const birds = page.locator('#p14 fieldset', { hasText: '#birds' });
  const less = birds.getByRole('button', { name: 'less' });
  await less.scrollIntoViewIfNeeded();
  const before = await less.boundingBox();

  world.passes(1_000);
  await less.click();
  await page.waitForSelector('#p14 .deed');
  const pressed = birds.locator('[aria-pressed="true"]');
  await expect.poll(() => pressed.textContent()).toBe('less');
  const after = await less.boundingBox();
  const violations = await violationsOf(page, '#p14');

  expect(after?.y).toBeCloseTo(before?.y ?? 0, 0);
  expect(await page.locator('#p14 .deed').textContent()).toContain('#birds: less');
  expect(violations).toEqual([]);
  await page.locator('#p14 .act.menu').click();
  expect(await page.locator('.post-menu').count()).toBe(0);
  expect(offences).toEqual([]);
  await end();
});

test('without a script everything is done by forms, and leads back', async () => {
  const { page, world, serving, waiting, end } = await anActingVisit({ javaScriptEnabled: false });

  await page.locator('#p2 .act.favourite').click();
  const favoured = [page.url(), await page.locator('#p2 .deed').textContent()];
  world.passes(1_000);
  await page.locator('#p2 .deed button').click();
  await page.locator('#p14 .act.menu').click();
  world.passes(1_000);
  await page.locator('fieldset', { hasText: '#birds' }).getByText('less').click();
  const told = await page.locator('.deed').textContent();
  await page.getByText('back to where it stands').click();

  expect(favoured[0]).toBe(`${serving.url}e/1#p2`);
  expect(favoured[1]).toContain('Favourited');
  expect(told).toContain('#birds: less, from the next draw on.');
  expect(page.url()).toBe(`${serving.url}e/1#p14`);
  expect(waiting()).toEqual([]);
  await page.goto(`${serving.url}words`);
  world.passes(1_000);
  await page.getByText('take it back').click();
  expect(await page.locator('main').textContent()).toContain('None. The menu of a post');
  await end();
});

test('a login that may only read leads to the server, by key too', async () => {
  const { page, waiting, end } = await anActingVisit({}, false);
  const href = await page.locator('#p1 a.act.favourite').getAttribute('href');

  expect(await page.locator('.acts button').count()).toBe(0);
  expect(href).toBe('https://example.social/@ada@example.social/1000');
  expect(waiting()).toEqual([]);
  await end();
});
