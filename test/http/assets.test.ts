import { expect, test } from 'vitest';
import { anApp } from '../support/page_app.ts';

test.each(['page.css', 'icon.svg', 'page.js'])(
  'who has %s is told so, by any of its tags',
  async (name) => {
    const { get } = anApp();
    const etag = (await get(`/assets/${name}`)).headers.get('etag') as string;
    const answered = async (known: string) =>
      (await get(`/assets/${name}`, { 'if-none-match': known })).status;

    for (const known of [etag, `W/${etag}`, `"x",${etag}`, '*'])
      expect(await answered(known)).toBe(304);
    for (const other of ['"x"', 'W/"x", "*"', '']) expect(await answered(other)).toBe(200);
  },
);

test('no legend is placed by a style: WebKit takes it out of every grid', async () => {
  const { get } = anApp();

  const style = await (await get('/assets/page.css')).text();

  const rules = [...style.matchAll(/([^{}]*)\{([^{}]*)\}/g)];
  const placing = rules.filter(
    ([, names = '', words = '']) => /legend|fieldset/.test(names) && /display|float/.test(words),
  );
  expect(placing.map(([rule]) => rule)).toEqual([]);
  expect(rules.some(([, names]) => names?.includes('.menu-row'))).toBe(true);
});
