import { expect, test } from 'vitest';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aHome, answering, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

const broken = () => Response.json({ error: 'Internal server error' }, { status: 500 });

/** A home whose server fails over what matches, from a moment on, and tells of its streams. */
function aHomeFailingOver(path: RegExp, before?: Response) {
  const home = aHome([posted(post('p', 10)), posted(post('q', 40))]);
  const streams: string[] = [];
  const openSocket: IngestDeps['openSocket'] = (url, ...more) => {
    streams.push(new URL(url).host);
    return home.deps().openSocket(url, ...more);
  };
  let fails = false;
  const send = answering(home.deps(), ({ pathname }) => {
    if (!path.test(pathname)) return undefined;
    return fails ? broken() : before?.clone();
  });
  return {
    ...home,
    streams,
    run: () => home.run({ send, openSocket }),
    fail: () => {
      fails = true;
    },
  };
}

test('a server that takes the login and does not say what it is is listened to all the same', async () => {
  const home = aHomeFailingOver(/\/instance$/);
  home.fail();
  home.run();

  await home.server.passTo(42);

  expect(home.count('arrivals')).toBe(2);
  expect(home.streams).toHaveLength(1);
});

test('it is listened to where it said before that it streams', async () => {
  const elsewhere = 'wss://streaming.example';
  const named = { version: '4.6.0', configuration: { urls: { streaming: elsewhere } } };
  const home = aHomeFailingOver(/\/instance$/, Response.json(named));
  const { stop, done } = home.run();
  await home.server.passTo(20);
  stop.abort();
  await done.catch(() => {});
  home.fail();
  home.run();

  await home.server.passTo(42);

  expect(home.streams).toHaveLength(2);
  for (const host of home.streams) expect(host).toBe('streaming.example');
  expect(home.count('arrivals')).toBe(2);
});

test('one that fails over the newer word alone is asked for the older at once', async () => {
  const home = aHomeFailingOver(/v2\/instance$/);
  home.fail();
  home.run();

  await home.server.passTo(0.05);

  expect(home.streams).toHaveLength(1);
});
