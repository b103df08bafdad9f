import { expect, test } from 'vitest';
import { aClient, anApiHome, innerId } from '../../support/api_home.ts';

test('the home is the edition, in its order, page by page to the last entry', async () => {
  const { app, edition } = await anApiHome();
  const { ask } = await aClient(app);
  const read: string[] = [];
  let path: string | undefined = '/api/v1/timelines/home?limit=25';
  while (path !== undefined) {
    const response = await ask(path);
    read.push(...((await response.json()) as never[]).map(innerId));
    const next = /^<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    path = next === undefined ? undefined : new URL(next).pathname + new URL(next).search;
  }

  expect(read).toEqual(edition.entries.map(({ statusId }) => statusId));
});
