import { expect, test } from 'vitest';
import { connectionOn, openLine, ownersConnectionOn } from '../../src/ingest/line.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { post as doThis, get } from '../../src/mastodon/send.ts';
import { openTurns } from '../../src/mastodon/under_way.ts';
import { aHome, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

test('no more than three requests of an ingest are under way at a time', async () => {
  const events = Array.from({ length: 90 }, (_, nth) => posted(post(`p${nth}`, 1 + nth)));
  const { server, deps, run, count } = aHome(events);
  const line = deps();
  let underWay = 0;
  let most = 0;
  const send: IngestDeps['send'] = async (request) => {
    underWay += 1;
    most = Math.max(most, underWay);
    const answer = await line.send(request);
    await new Promise<void>((resolve) => server.time.after(500, resolve));
    underWay -= 1;
    return answer;
  };
  run({ send });

  await server.passTo(100);

  expect(most).toBe(3);
  expect(count('arrivals')).toBe(90);
});

const PAUSE_MS = 60_000;

test('what waits for its turn when a 429 comes waits until that is over', async () => {
  const { server, deps, run, count } = aHome([posted(post('p', 1)), posted(post('q', 3))]);
  const line = deps();
  const askedMs: number[] = [];
  const refusedMs: number[] = [];
  /** The home at first, and when that is over, whatever comes then. */
  const isRefused = (url: string, nowMs: number) => {
    const [firstMs] = refusedMs;
    if (firstMs === undefined) return url.includes('/timelines/home');
    return refusedMs.length === 1 && nowMs >= firstMs + PAUSE_MS;
  };
  const send: IngestDeps['send'] = async (request) => {
    const nowMs = server.time.now();
    askedMs.push(nowMs);
    if (!isRefused(request.url, nowMs)) return line.send(request);
    refusedMs.push(nowMs);
    return Response.json({}, { status: 429, headers: { 'retry-after': String(PAUSE_MS / 1_000) } });
  };
  run({ send });

  await server.passTo(10);

  const fromMs = Number(refusedMs[1]);
  const during = askedMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + PAUSE_MS);
  // Beside the one that is refused two are under way, and one has its turn from it.
  expect(during.length).toBeLessThanOrEqual(4);
  expect(askedMs.length).toBeGreaterThan(20);
  expect(count('arrivals')).toBe(2);
});

test('who is stopped while it waits takes nobody’s turn', async () => {
  const answers: (() => void)[] = [];
  const send = openTurns()(
    () => new Promise((resolve) => answers.push(() => resolve(new Response('')))),
  );
  const ask = (signal?: AbortSignal) => send(new Request('https://home.example', { signal }));
  const stop = new AbortController();
  const three = [ask(), ask(), ask()];
  const stopped = ask(stop.signal);
  const last = ask();
  stop.abort(new Error('stopped'));
  await expect(stopped).rejects.toThrow('stopped');
  const before = answers.length;

  for (const answer of answers.splice(0)) answer();
  await Promise.all(three);
  await new Promise((done) => setImmediate(done));

  expect([before, answers.length]).toEqual([3, 1]);
  answers[0]?.();
  expect((await last).status).toBe(200);
});

test('what the owner does waits for no answer to what is read', async () => {
  const { deps } = aHome([]);
  const asked: string[] = [];
  const line = { ...deps(), signal: new AbortController().signal };
  const shared = openLine(line);
  const send: IngestDeps['send'] = async ({ url, method }) => {
    asked.push(`${method} ${new URL(url).pathname}`);
    return method === 'GET' ? new Promise(() => {}) : Response.json({});
  };
  const reading = connectionOn(shared, { ...line, send });
  for (const nth of [1, 2, 3, 4]) void get(reading, `/api/v1/lists/${nth}`, 'act');
  while (asked.length < 3) await new Promise((done) => setImmediate(done));

  await doThis(ownersConnectionOn(shared, { ...line, send }), '/api/v1/statuses/1/favourite', {});

  expect(asked.map((one) => one.split(' ')[0])).toEqual(['GET', 'GET', 'GET', 'POST']);
});
