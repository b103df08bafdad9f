import { expect, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';
import { anInstalled, putOtherStatements } from '../support/installed.ts';
import { aRunningPage } from '../support/running.ts';

// Three weeks of the demo are half a minute of the processor (2026-11-27): too long for every day.
test('the demo goes on with its own statements when others stand in their place', async () => {
  const { home } = aCommandLine();
  const { main, sql } = anInstalled(`${home}/installed`);
  const page = await aRunningPage(['demo'], { HOME: home }, main);

  putOtherStatements(sql);
  const acted = await page.send('posts/1/act', { do: 'more' });
  const answers = await Promise.all(['words', 'devices'].map((path) => fetch(page.url + path)));

  expect(acted.status).toBe(303);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});
