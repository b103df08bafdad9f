import { expect, test } from 'vitest';
import { aClient, anApiHome, HOST, ORIGIN } from '../support/api_home.ts';

/** What the ledger holds, and how many entries a client was handed. */
async function aHome() {
  const { app, all, edition, passes } = await anApiHome();
  const noted = () => [
    all("select * from exposures where kind <> 'offered'"),
    all('select snapshot_key, served_through from client_snapshots where served_through > 0'),
  ];
  const page = (path: string, method: string) =>
    app.request(`${ORIGIN}${path}`, { method, headers: { host: HOST } });
  return { app, noted, page, edition, passes };
}

test.each(['/e/1', '/e/1/3', '/e/1/3/why', '/subscriptions/e1.atom'])(
  'who asks for %s without its body is told of it, and nothing is noted',
  async (path) => {
    const { noted, page } = await aHome();

    const answer = await page(path, 'HEAD');
    const after = noted();
    await page(path, 'GET');

    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(after).toEqual([[], []]);
    expect(noted()).not.toEqual([[], []]);
  },
);

test.each(['Elk', 'Tusky'])(
  'a page and a thread that %s asks for without a body are neither served nor opened',
  async (appName) => {
    const { app, noted, edition, passes } = await aHome();
    const { ask } = await aClient(app, { appName });
    const home = '/api/v1/timelines/home?limit=20';
    const thread = `/api/v1/statuses/${edition.entries[0]?.statusId}/context`;
    const statuses: number[] = [];

    for (const path of [home, `${home}&max_id=${edition.entries[9]?.statusId}`, thread]) {
      passes(60_000);
      statuses.push((await ask(path, { method: 'HEAD' })).status);
    }
    const after = noted();
    await ask(home);

    expect(statuses).toEqual([200, 200, 200]);
    expect(after).toEqual([[], []]);
    expect(noted()[0]).toHaveLength(20);
  },
);
