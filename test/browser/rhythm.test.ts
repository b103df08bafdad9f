import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Edition } from '../../src/core/edition.ts';
import { MORNING } from '../../src/core/feed.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openBrowser } from '../support/browser.ts';
import { hours, post } from '../support/entries.ts';
import { aPageWorld, aWholeWorld, editionOf } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

const WIDTHS = [360, 768, 1440];
const PHONE = { width: 360, height: 740 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('lines of a notice that begin at the left fill the width of a phone', async () => {
  const text = 'All people here are invented, and so is everything they say to one another.';
  const notices = () => [{ label: 'DEMO', text, lines: [] }];
  const world = aPageWorld(3, { notices });
  const { page, end } = await visit(browser, 'e/1', { viewport: PHONE }, world);

  const share = await page.locator('.notice p').evaluate((paragraph) => {
    const range = document.createRange();
    range.selectNodeContents(paragraph.lastChild as Node);
    const [first] = range.getClientRects();
    const room = paragraph.getBoundingClientRect();
    return ((first?.right ?? 0) - room.left) / room.width;
  });

  expect(share).toBeGreaterThan(0.8);
  await end();
});

test('a sentence of a head that wraps on a phone has its lines beneath one another', async () => {
  const { page, end } = await visit(browser, 'as-it-came', { viewport: PHONE }, aWholeWorld());

  const tops = await page.evaluate(() => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector('.since > span') as Node);
    return [...range.getClientRects()].map(({ top }) => top);
  });

  expect(tops).toHaveLength(2);
  expect((tops[1] ?? 0) - (tops[0] ?? 0)).toBeLessThan(26);
  await end();
});

test('bars that are compared begin and end beneath one another, at every width', async () => {
  const world = aWholeWorld();
  // A shorter one, with shorter words beside its bar.
  const short = editionOf(world.uris.slice(0, 9));
  openEditions(world.database).save({ ...short, seed: 'another morning' }, MORNING);
  const { page, end } = await visit(browser, 'editions', {}, world);

  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const bars = await page.evaluate(() =>
      [...document.querySelectorAll('.editions progress')].map((bar) => {
        const { left, right } = bar.getBoundingClientRect();
        return `${left} to ${right}`;
      }),
    );
    expect(bars).toHaveLength(2);
    expect(new Set(bars).size).toBe(1);
  }
  await end();
});

test('what a slider sets stands below its middle, whatever its ends are called', async () => {
  const { page, end } = await visit(browser, 'feeds/morning', {}, aWholeWorld());

  const off = await page.evaluate(() =>
    [...document.querySelectorAll('.slider')].map((slider) => {
      const middle = (part: Element | null) => {
        const { left, right } = (part as Element).getBoundingClientRect();
        return (left + right) / 2;
      };
      const apart =
        middle(slider.querySelector('.ends code')) - middle(slider.querySelector('input'));
      return Math.abs(Math.round(apart));
    }),
  );

  expect(off).toEqual([0, 0, 0, 0, 0]);
  await end();
});

test('what is written in a chart can be read on a phone, and stands upon nothing', async () => {
  const world = aWholeWorld();
  world.database.connection
    .prepare(
      `insert into follows (login_key, account_key, since_ms)
       select 1, account_key, 0 from accounts`,
    )
    .run();
  const { page, end } = await visit(browser, 'statistics', { viewport: PHONE }, world);

  const texts = await page.evaluate(() =>
    [...document.querySelectorAll<SVGElement>('.chart text, .band-words span')].map((text) => {
      const scale = text instanceof SVGTextElement ? (text.getScreenCTM()?.a ?? 0) : 1;
      const { clientWidth, scrollWidth } = text.parentElement as Element;
      return {
        px: Number.parseFloat(getComputedStyle(text).fontSize) * scale,
        isWithin: scrollWidth <= clientWidth,
      };
    }),
  );

  expect(texts).toHaveLength(14);
  for (const { px, isWithin } of texts) {
    expect(px).toBeGreaterThan(12);
    expect(isWithin).toBe(true);
  }
  await end();
});

test('a post that quotes begins below its name as any other; the quoted handle is not set in', async () => {
  const { page, end } = await visit(browser, 'e/1', {}, aWholeWorld());
  const below = (post: string) =>
    page.evaluate((id) => {
      const top = (part: string) =>
        document.querySelector(`${id} ${part}`)?.getBoundingClientRect().top ?? 0;
      return Math.round(top('.content > p:not(.quote-inline)') - top('.by'));
    }, post);

  expect(await below('#p7')).toBe(await below('#p8'));
  await page.setViewportSize(PHONE);
  const lefts = await page.evaluate(() => {
    const handle = document.querySelector('#p7 .quoted-by .handle') as HTMLElement;
    handle.textContent = '@a_name_of_some_length@a.server.of.length.example';
    return [handle, handle.parentElement].map((part) => part?.getBoundingClientRect().left);
  });
  expect(lefts[0]).toBe(lefts[1]);
  await end();
});

test('whatever size the letters are set to, no post is written over its author’s name', async () => {
  const { page, end } = await visit(browser, 'e/1', { viewport: { width: 1280, height: 900 } });
  const found: unknown[] = [];

  for (const size of ['17px', '21.25px', '25.5px', '34px', '51px']) {
    const gaps = await page.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize;
      const of = (post: Element, part: string) =>
        (post.querySelector(part) as Element).getBoundingClientRect();
      return [...document.querySelectorAll('.post')].map((post) =>
        Math.round(of(post, '.body').top - of(post, '.name').bottom),
      );
    }, size);
    if (Math.min(...gaps) < 2) found.push({ size, gaps });
  }

  expect(found).toEqual([]);
  await end();
});

test('a name stands apart from the words beside it, whichever way they run', async () => {
  const world = aWholeWorld();
  const [first, ...others] = editionOf(world.uris).entries;
  const arabic = world.uris[7] as string;
  const entries = [{ ...first, named: [arabic] }, ...others] as Edition['entries'];
  const named = { ...editionOf(world.uris), seed: 'named', entries };
  const edition = openEditions(world.database).save(named, MORNING);
  const { page, end } = await visit(browser, `e/${edition}`, {}, world);

  await page.locator('.named > summary').click();
  const apart = await page.evaluate(() => {
    const boxOf = (part: string) => document.querySelector(part)?.getClientRects()[0];
    return (boxOf('.named q')?.left ?? 0) - (boxOf('.named a')?.right ?? 0);
  });

  expect(apart).toBeGreaterThan(5);
  await end();
});

test('where nothing was drawn yet, what draws is as large as a finger, and apart', async () => {
  const world = aPageWorld(4);
  world.database.connection.exec('delete from entries; delete from editions');
  const { page, end } = await visit(browser, '', { viewport: PHONE }, world);

  const [sentence, button] = await page.evaluate(() =>
    ['main p', 'main button'].map((part) => document.querySelector(part)?.getBoundingClientRect()),
  );

  expect(button?.height).toBeGreaterThanOrEqual(44);
  expect((button?.top ?? 0) - (sentence?.bottom ?? 0)).toBeGreaterThan(10);
  await end();
});

test('tables fit a phone, whatever somebody is called, and figures stand below their words', async () => {
  const world = aWholeWorld();
  const long = { id: '7001', by: 'x'.repeat(90), atMs: hours(23) };
  world.receive(post(long), long.atMs);
  world.database.connection.exec(
    'insert into follows (login_key, account_key, since_ms) select 1, account_key, 0 from accounts',
  );
  const { page, end } = await visit(browser, 'statistics', { viewport: PHONE }, world);
  for (const summary of await page.locator('details > summary').all()) await summary.click();

  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  const astray = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLTableCellElement>('td.number')].filter((cell) => {
      const head = cell.closest('table')?.querySelectorAll('thead th')[cell.cellIndex];
      return head === undefined || getComputedStyle(head).textAlign !== 'end';
    }),
  );

  expect(wide).toBe(PHONE.width);
  expect(astray).toEqual([]);
  await end();
});

test('what takes an act back may wrap, and no dot is left behind', async () => {
  const { page, end } = await visit(browser, 'e/1', { viewport: PHONE }, aWholeWorld());
  await page.locator('#p1 a.menu').click();
  await page.locator('#p1 [value="snooze-weekend"]').click();
  await page.waitForSelector('#p1 .deed.last button');

  const found = await page.evaluate(() => {
    const deed = document.querySelector('#p1 .deed') as HTMLElement;
    const [words, button] = [...deed.children] as [HTMLElement, HTMLElement];
    const range = document.createRange();
    range.selectNodeContents(button);
    const undo = range.getBoundingClientRect();
    return {
      isBelow: undo.top > words.getBoundingClientRect().top + 10,
      setIn: Math.round(undo.left - deed.getBoundingClientRect().left),
      dotBehind: getComputedStyle(words, '::after').content,
      isDotOutside: button.getBoundingClientRect().left < deed.getBoundingClientRect().left - 10,
    };
  });

  expect(found).toEqual({ isBelow: true, setIn: 0, dotBehind: 'none', isDotOutside: true });
  await end();
});
