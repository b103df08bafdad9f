import { expect, test } from 'vitest';
import { DAY_MS } from '../../../src/core/clock.ts';
import {
  aClient,
  anApiHome,
  innerId,
  ORIGIN,
  type StatusJson,
  WIDE,
} from '../../support/api_home.ts';

const HOME = '/api/v1/timelines/home';
const ids = (page: readonly StatusJson[]) => page.map(({ id }) => id);

/** A home whose first page was read, and everything of its edition in order. */
async function aReader(appName = 'Elk') {
  const home = await anApiHome();
  const client = await aClient(home.app, { appName });
  const whole: StatusJson[] = [];
  for (;;) {
    const last = whole.at(-1)?.id;
    const page = await client.read(
      `${HOME}?limit=40${last === undefined ? '' : `&max_id=${last}`}`,
    );
    if (page.length === 0) break;
    whole.push(...page);
  }
  return { ...home, ...client, whole };
}

test('ids are the real ones, and every id and every post is there once', async () => {
  const { whole, edition } = await aReader();

  expect(whole.map(innerId)).toEqual(edition.entries.map(({ statusId }) => statusId));
  const all = whole.flatMap((one) => (one.reblog === null ? [one.id] : [one.id, one.reblog.id]));
  expect(new Set(all).size).toBe(all.length);
});

test('a boosted entry has the id of its booster’s boost', async () => {
  const { whole, all } = await aReader();

  const boosted = whole.filter(({ reblog }) => reblog !== null);
  const arrived = all('select server_id from arrivals where booster_key is not null');
  expect(boosted.length).toBeGreaterThan(2);
  expect(arrived.map(({ server_id }) => server_id)).toEqual(
    expect.arrayContaining(boosted.map(({ id }) => id)),
  );
  expect(boosted[0]?.account.acct).not.toBe(boosted[0]?.reblog?.account.acct);
});

test('whoever was muted since the draw has boosted nothing, until that ends', async () => {
  const { whole, read, all, database, time, passes } = await aReader();
  const before = whole.find(
    ({ account, reblog }) => reblog !== null && account.acct.startsWith('lou@'),
  );
  const lou = all("select account_key from accounts where handle like 'lou@%'")[0]?.account_key;
  database.connection
    .prepare("insert into refusals_of_people values (1, ?, 'mute', ?, ?, null)")
    .run(lou, time.now(), time.now() + 10_000);
  const place = whole.indexOf(before as StatusJson);
  const there = async () => (await read(`${HOME}?limit=40&min_id=${whole[place + 1]?.id}`)).at(-1);

  const muted = await there();
  passes(20_000);
  const later = await there();

  expect(before?.reblog?.account.acct).toBe('jon@elsewhere.example');
  expect(muted?.id).toBe(before?.reblog?.id);
  expect(muted?.account.acct).toBe('jon@elsewhere.example');
  expect(later?.id).toBe(before?.id);
});

test('a request never draws: it takes the newest edition', async () => {
  const { all, draw, read, edition, passes } = await aReader();
  const editions = () => all('select edition from editions').length;
  const offers = () => all("select 1 from exposures where kind = 'offered'").length;
  const before = [editions(), offers()];

  await read(HOME);
  expect([editions(), offers()]).toEqual(before);
  passes(1_000);
  const next = draw(WIDE, 'another morning');
  expect(next.entries[0]?.statusId).not.toBe(edition.entries[0]?.statusId);
  expect((await read(HOME)).map(innerId)[0]).toBe(next.entries[0]?.statusId);
});

test('the same snapshot within 30 s; later, what was seen is left out', async () => {
  const { read, passes, all } = await aReader();
  const first = await read(`${HOME}?limit=20`);
  passes(20_000);
  await read(`${HOME}?limit=20&max_id=${first.at(-1)?.id}`);
  passes(5_000);
  expect(ids(await read(`${HOME}?limit=20`))).toEqual(ids(first));

  passes(10_000);
  const later = await read(`${HOME}?limit=20`);

  expect(all("select 1 from exposures where kind = 'seen'")).toHaveLength(20);
  expect(ids(later)).not.toEqual(expect.arrayContaining([first[0]?.id]));
});

test('what was seen is left out too after the clock was set back', async () => {
  const { read, passes } = await aReader();
  const first = await read(`${HOME}?limit=20`);
  passes(20_000);
  await read(`${HOME}?limit=20&max_id=${first.at(-1)?.id}`);

  passes(-DAY_MS);
  const later = await read(`${HOME}?limit=20`);

  expect(ids(later)).not.toEqual(expect.arrayContaining([first[0]?.id]));
});

test('max_id is found by the outer id or by that of the post in it', async () => {
  const { whole, read } = await aReader();
  const at = whole.findIndex(({ reblog }) => reblog !== null);
  const boosted = whole[at] as StatusJson;
  const next = ids(whole.slice(at + 1, at + 6));

  expect(ids(await read(`${HOME}?limit=5&max_id=${boosted.id}`))).toEqual(next);
  expect(ids(await read(`${HOME}?limit=5&max_id=${boosted.reblog?.id}`))).toEqual(next);
});

test('an unknown max_id before anything was served is nothing', async () => {
  const { app } = await anApiHome();
  const { read } = await aClient(app);

  expect(await read(`${HOME}?max_id=999`)).toEqual([]);
});

test('ids have a place and no size: whatever max_id, what follows is ranked below', async () => {
  const { whole, read } = await aReader();
  for (const at of [0, 7, 30, whole.length - 2])
    expect(ids(await read(`${HOME}?limit=3&max_id=${whole[at]?.id}`))).toEqual(
      ids(whole.slice(at + 1, at + 4)),
    );
});

test('several snapshots are kept: a client resumes after days', async () => {
  const { whole, read, draw, passes } = await aReader();
  for (const seed of ['one', 'two', 'three']) {
    passes(86_400_000);
    draw(WIDE, seed);
    await read(`${HOME}?limit=1`);
  }
  const old = whole.at(-10)?.id;
  const page = await read(`${HOME}?limit=5&max_id=${old}`);
  expect(page.length).toBeGreaterThan(0);
});

test('since_id: what is ranked above; second from the top gives the top, the top nothing', async () => {
  const { whole, read } = await aReader();

  expect(ids(await read(`${HOME}?since_id=${whole[1]?.id}`))).toEqual([whole[0]?.id]);
  expect(await read(`${HOME}?limit=5&since_id=${whole[0]?.id}`)).toEqual([]);
  expect(ids(await read(`${HOME}?limit=3&since_id=${whole[9]?.id}`))).toEqual(
    ids(whole.slice(0, 3)),
  );
});

test('min_id: the nearest above', async () => {
  const { whole, read } = await aReader();

  expect(ids(await read(`${HOME}?limit=3&min_id=${whole[9]?.id}`))).toEqual(ids(whole.slice(6, 9)));
  expect(await read(`${HOME}?min_id=${whole[0]?.id}`)).toEqual([]);
});

test('min_id of an id that nobody knows any more: the end, from where a client reads up', async () => {
  const { whole, ask } = await aReader();

  const page = await ask(`${HOME}?limit=3&min_id=404`);

  expect(ids((await page.json()) as StatusJson[])).toEqual(ids(whole.slice(-3)));
  expect(page.headers.get('link')).not.toContain('next');
});

test('a page above an entry says how to go on down to it', async () => {
  const { whole, ask, read } = await aReader();

  const link = (await ask(`${HOME}?limit=3&min_id=${whole[9]?.id}`)).headers.get('link') ?? '';
  const next = /^<[^>]+[?](limit=3&max_id=\d+)>; rel="next"/.exec(link)?.[1];

  expect(ids(await read(`${HOME}?${next}`))).toEqual(ids(whole.slice(9, 12)));
});

test('since_id and max_id: the slice between', async () => {
  const { whole, read } = await aReader();
  const between = `since_id=${whole[9]?.id}&max_id=${whole[3]?.id}`;

  expect(ids(await read(`${HOME}?${between}`))).toEqual(ids(whole.slice(4, 9)));
  expect(ids(await read(`${HOME}?limit=2&${between}`))).toEqual(ids(whole.slice(4, 6)));
  const near = between.replace('since_id', 'min_id');
  expect(ids(await read(`${HOME}?limit=2&${near}`))).toEqual(ids(whole.slice(7, 9)));
});

test('a poll extends the front with what is newly ranked, and reshuffles nothing', async () => {
  const { whole, read, draw, goOn } = await aReader();
  await goOn();
  draw({ ...WIDE, size: 110 }, 'more');
  const top = whole[0]?.id;

  const newer = await read(`${HOME}?limit=40&since_id=${top}`);
  const again = await read(`${HOME}?limit=40&max_id=${top}`);

  expect(newer.length).toBeGreaterThan(2);
  expect(ids(whole)).not.toEqual(expect.arrayContaining([newer[0]?.id]));
  expect(newer.filter(({ id }) => ids(whole).includes(id))).toEqual([]);
  expect(ids(again)).toEqual(ids(whole.slice(1, 41)));
  expect(await read(`${HOME}?since_id=${newer[0]?.id}`)).toEqual([]);
  const second = await read(`${HOME}?since_id=${whole[1]?.id}&limit=40`);
  expect(ids(second)).toEqual([...ids(newer), top]);
});

test('the Link header: absolute, next first, by max_id, no comma in it, none at the end', async () => {
  const { whole, ask } = await aReader();

  const link = (await ask(`${HOME}?limit=4&max_id=${whole[3]?.id}`)).headers.get('link') ?? '';
  expect(link).toBe(
    `<${ORIGIN}${HOME}?limit=4&max_id=${whole[7]?.id}>; rel="next", ` +
      `<${ORIGIN}${HOME}?limit=4&min_id=${whole[4]?.id}>; rel="prev"`,
  );
  const last = (await ask(`${HOME}?limit=4&max_id=${whole.at(-3)?.id}`)).headers.get('link');
  expect(last).toMatch(/^<[^,>]+min_id=\d+>; rel="prev"$/);
  const beyond = await ask(`${HOME}?max_id=${whole.at(-1)?.id}`);
  expect(await beyond.json()).toEqual([]);
  expect(beyond.headers.get('link')).toBeNull();
});

test('limit is 20 where it is not said, and at most 40; odd addresses are understood', async () => {
  const { read, ask } = await aReader();

  expect(await read(HOME)).toHaveLength(20);
  expect(await read(`${HOME}?limit=400`)).toHaveLength(40);
  for (const odd of ['0', 'x', '']) expect(await read(`${HOME}?limit=${odd}`)).toHaveLength(20);
  expect(await read(`${HOME}/?limit=10`)).toHaveLength(10);
  const [first] = await read(`${HOME}?limit=1`);
  expect(await read(`${HOME}?limit=10&max_id=${first?.id}&limit=10`)).toHaveLength(10);
  const batch = await ask(`/api/v1/statuses?id[]=${innerId(first as StatusJson)}`);
  expect(await batch.json()).toHaveLength(1);
});
