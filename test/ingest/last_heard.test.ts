import { expect, test } from 'vitest';
import { importRecording } from '../../src/ingest/import_recording.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { aHome, answering, at, post } from '../support/ingest_home.ts';
import { aPost, posted } from '../support/small_world.ts';

const DAY_MS = 86_400_000;

test('what came between a recording and the first ingest after it is told', async () => {
  const events = Array.from({ length: 60 }, (_, nth) => posted(post(`p${nth}`, 5 + nth * 5)));
  const { server, deps, all, count } = aHome(events, { homeLimit: 20, historyMs: 10 * DAY_MS });
  const line = deps();
  const ask = async (path: string) => {
    const headers = { authorization: `Bearer ${line.token}` };
    return (await line.send(new Request(`${line.server}${path}`, { headers }))).json();
  };
  await server.passTo(100);
  const home = (await ask('/api/v1/timelines/home?limit=40')) as { readonly created_at: string }[];
  const owner = await ask('/api/v1/accounts/verify_credentials');
  const lines = [
    { at: new Date(at(5)).toISOString(), event: 'owner', payload: owner },
    ...home.toReversed().map((status) => ({
      at: status.created_at,
      event: 'update',
      payload: status,
    })),
  ].map((one) => JSON.stringify(one));
  await importRecording({
    database: line.database,
    lines: (async function* () {
      yield* lines;
    })(),
  });
  const before = count('arrivals');
  await server.passTo(320);

  await ingestOnce(deps());

  expect(before).toBe(20);
  expect(all('select detail, state from holes')).toEqual([
    { detail: 'Driftline was not running', state: 'crawled' },
  ]);
  expect(count('arrivals')).toBe(60);
});

test('after a first sweep that broke off, the next day knows what it missed', async () => {
  const events = Array.from({ length: 900 }, (_, nth) => posted(post(`p${nth}`, 1 + nth)));
  const { server, deps, all } = aHome(events, { homeLimit: 100, historyMs: 10 * DAY_MS });
  await server.passTo(300);
  let pages = 0;
  const line = deps();
  const once = ingestOnce({
    ...line,
    send: answering(line, ({ pathname }) => {
      if (pathname.endsWith('/home')) pages += 1;
      return pages > 1 ? new Response('', { status: 502 }) : undefined;
    }),
  }).catch((error: Error) => error.message);
  await server.passTo(310);
  expect(await once).toContain('502');
  await server.passTo(900);

  const again = ingestOnce(deps());
  await server.passTo(905);
  await again;

  const began = `select detail, from_ms <= ${at(300)} as is_before from holes order by detail`;
  expect(all(began)).toEqual([
    { detail: 'Driftline was not running', is_before: 1 },
    { detail: 'the first reading of the home broke off', is_before: 1 },
  ]);
});

test('a poll proves nothing of the hole that a list left', async () => {
  const five = people(5);
  const listed = five.slice(3);
  const lists = [
    { id: '7', title: 'news', isExclusive: true, members: listed.map(({ id }) => id) },
  ];
  const [loud] = listed as [(typeof listed)[0]];
  const said = inTurn(five, { fromMinutes: 10, toMinutes: 230, everyMinutes: 2 });
  const flood = Array.from({ length: 1_200 }, (_, nth) =>
    posted(aPost(`flood${nth}`, loud, at(51) + nth * 2_500)),
  );
  const faults = { deaf: false, status502: false };
  const home = await aWatchedHome(five, [...said, ...flood], { world: { lists }, faults });
  let isSlow = true; // a crawl of thousands takes hours
  const slow = ({ pathname }: URL) =>
    isSlow && home.server.time.now() > at(60) && /v1\/accounts$|\/verify_cred/.test(pathname)
      ? new Response('', { status: 503 })
      : undefined;
  home.run({ send: answering(home.deps(), slow) });
  await home.server.passTo(50);
  home.server.stop();
  await home.server.passTo(110);
  home.server.start();
  await home.server.passTo(125);
  const left = home.all('select hole_key, state, to_ms from holes');
  Object.assign(faults, { deaf: true, status502: true });
  await home.server.passTo(145);
  Object.assign(faults, { deaf: false, status502: false });
  await home.server.passTo(150);
  const after = home.all(`select hole_key, state, to_ms from holes where hole_key <= 1`);
  isSlow = false;
  await home.server.passTo(260);

  expect(left.map(({ state }) => state)).toEqual(['open']);
  expect(after).toEqual(left);
  expect(home.count('statuses')).toBe(said.length + flood.length);
});

test.each([
  ['alone', true],
  ['beside a stream', false],
])('polls %s tell that the server is away, and back', async (_, isAlone) => {
  const { server, deps, run } = aHome([posted(post('p', 10)), posted(post('q', 80))]);
  const news: string[] = [];
  const noStream = ({ pathname }: URL) =>
    pathname.endsWith('/instance') ? Response.json({}) : undefined;
  const send = isAlone ? { send: answering(deps(), noStream) } : {};
  server.stop();
  run({ ...send, onNews: ({ kind }) => void news.push(kind) });
  await server.passTo(5);
  server.start();
  await server.passTo(30);
  const first = [...news];
  news.length = 0;
  server.stop();
  await server.passTo(60);
  const away = [...news];
  server.start();
  await server.passTo(90);

  const told = (kinds: readonly string[]) => kinds.filter((kind) => kind !== 'swept');
  expect(new Set(told(first))).toEqual(new Set(['waiting', 'up']));
  expect(told(first).at(-1)).toBe('up');
  expect(told(away)).toContain('down');
  expect(told(news).at(-1)).toBe('up');
});

test('a stream that moved is found where the server says it is now', async () => {
  const events = Array.from({ length: 60 }, (_, nth) => posted(post(`p${nth}`, 5.2 + nth * 3)));
  const { server, deps, run, count } = aHome(events);
  const line = deps();
  const here = line.server.replace('http', 'ws');
  let hasMoved = false;
  run({
    async send(request) {
      const answer = await line.send(request);
      if (!hasMoved || !new URL(request.url).pathname.endsWith('/instance')) return answer;
      const said = (await answer.text()).replaceAll(/wss?:\/\/[^"]*/g, 'ws://new.example');
      return new Response(said, answer);
    },
    openSocket(url, headers, ears) {
      if (hasMoved && !url.startsWith('ws://new.example')) {
        queueMicrotask(() => ears.closed({ httpStatus: 404 }));
        return { terminate() {} };
      }
      return line.openSocket(url.replace('ws://new.example', here), headers, ears);
    },
  });
  await server.passTo(60);
  hasMoved = true;
  server.dropSockets();
  await server.passTo(90);
  const before = count("arrivals where how = 'stream'");
  await server.passTo(170);

  expect(count("arrivals where how = 'stream'")).toBeGreaterThan(before + 20);
});
