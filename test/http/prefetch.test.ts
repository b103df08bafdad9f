import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { lineLog, silentLog } from '../../src/core/log.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { mediaOfEdition } from '../../src/http/media/edition_media.ts';
import { openMediaAddresses } from '../../src/http/media/media_address.ts';
import type { FetchMedia } from '../../src/http/media/media_request.ts';
import { openMediaSource } from '../../src/http/media/media_source.ts';
import { prefetch } from '../../src/http/media/prefetch.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openReading } from '../../src/store/reading.ts';
import { openShownStatuses } from '../../src/store/shown_statuses.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { aCache } from '../support/media_cache.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';

const FILES = 'https://files.example';

/** An edition of statuses with these members, and the pictures that it shows. */
function showing(...more: readonly object[]) {
  const world = aPageWorld(0);
  const uris = more.map((members, at) => {
    const json = statusJson({ id: `5${at}`, by: 'ada', atMs: hours(20), more: members });
    world.receive(parseHomeEntry(json), hours(20));
    return json.uri;
  });
  const edition = openEditions(world.database).save(editionOf(uris), MORNING);
  const desk = {
    reading: openReading(world.database),
    statuses: openShownStatuses(world.database),
    now: world.deps.time.now,
  };
  return mediaOfEdition(desk, edition, uris.length);
}

test('an edition shows avatars, emojis, previews and cards; pictures lie behind previews', () => {
  const picture = (name: string, type = 'image') => ({
    type,
    url: `${FILES}/${name}.full`,
    preview_url: `${FILES}/${name}.small`,
  });
  const quoted = statusJson({
    id: '7',
    by: 'bob',
    atMs: hours(1),
    more: {
      account: account('bob', { avatar: `${FILES}/bob.png` }),
      media_attachments: [picture('quoted')],
    },
  });

  const shown = showing(
    {
      account: account('ada', { avatar: `${FILES}/ada.gif`, avatar_static: `${FILES}/ada.png` }),
      emojis: [{ shortcode: 'wave', url: `${FILES}/wave.gif`, static_url: `${FILES}/wave.png` }],
      media_attachments: [picture('a'), picture('film', 'video'), { type: 'image', url: 'x' }],
    },
    { card: { url: 'https://news.example/', title: 'x', image: `${FILES}/card.png` } },
    { quote: { state: 'accepted', quoted_status: quoted } },
  );

  expect(shown).toEqual({
    onPage: ['ada', 'wave', 'a.small', 'film.small', 'card', 'bob', 'quoted.small'].map(
      (name) => `${FILES}/${name}${name.includes('.') ? '' : '.png'}`,
    ),
    behind: [`${FILES}/a.full`, `${FILES}/quoted.full`],
  });
});

const PIXELS = new Uint8Array(
  encode({ width: 1, height: 1, data: new Uint8Array(3), channels: 3 }),
);
const aPicture = async () => new Response(PIXELS, { headers: { 'content-type': 'image/png' } });

function aFetching(fetchMedia: FetchMedia, stopped = new AbortController(), log = silentLog) {
  const { cache } = aCache({ bytesMax: 50_000_000 });
  const loginOrigins = () => new Set<string>();
  const steps: number[] = [];
  const run = (onPage: readonly string[], behind: readonly string[] = []) =>
    prefetch(
      1,
      { onPage, behind },
      {
        addresses: openMediaAddresses(new Uint8Array(), loginOrigins),
        source: openMediaSource({ fetchMedia, loginOrigins, cache, notKept: () => {} }),
        cache,
        time: { now: () => hours(0), after: () => () => {} },
        log,
        stopped: stopped.signal,
        onStep: (done) => steps.push(done),
      },
    );
  return { run, cache, steps, stopped };
}

const addresses = (count: number, host = 'files.example') =>
  Array.from({ length: count }, (_, at) => `https://${host}/${at}.png`);

test('few are asked for at a time, all come, and a second draw asks for none', async () => {
  let open = 0;
  let most = 0;
  const { run, cache, steps } = aFetching(async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    return aPicture();
  });

  const first = await run(addresses(20), ['https://files.example/full.png']);
  const second = await run(addresses(20));

  expect(first).toMatchObject({ wanted: 21, kept: 0, fetched: 21, failed: 0 });
  expect(second).toMatchObject({ wanted: 20, kept: 20, fetched: 0, failed: 0 });
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
  expect(steps.slice(0, 21).toSorted((a, b) => a - b)).toEqual(steps.slice(0, 21));
  expect(steps[20]).toBe(21);
  expect(await cache.find('https://files.example/full.png')).toBeDefined();
});

test('a server that is away is left alone after a few tries, and the others are asked', async () => {
  const asked: string[] = [];
  const { run } = aFetching(async ({ url }) => {
    asked.push(new URL(url).host);
    if (url.includes('away')) throw new TypeError('refused');
    return aPicture();
  });

  const fetched = await run([...addresses(40, 'away.example'), ...addresses(10)]);

  expect(fetched).toMatchObject({ wanted: 50, fetched: 10, failed: 40 });
  expect(asked.filter((host) => host === 'away.example').length).toBeLessThanOrEqual(7);
});

test('without a network a dozen servers are tried, and a draw goes on', async () => {
  let asked = 0;
  const { run } = aFetching(async () => {
    asked += 1;
    throw new Error('EAI_AGAIN');
  });
  const everywhere = Array.from({ length: 600 }, (_, at) => `https://s${at}.example/a.png`);

  const { failed } = await run(everywhere);

  expect(failed).toBe(600);
  expect(asked).toBeLessThan(20);
});

test('a server that is away is a line of the log, and not one for each of its pictures', async () => {
  const told: string[] = [];
  const log = lineLog(
    () => hours(0),
    (line) => told.push(JSON.parse(line).host),
  );
  const refuse = async () => {
    throw new TypeError('refused');
  };
  const { run } = aFetching(refuse, new AbortController(), log);

  await run([...addresses(20, 'away.example'), ...addresses(1, 'gone.example')]);

  expect(told.toSorted()).toEqual(['away.example', 'gone.example']);
});

test('what may not be asked for is not, and films and other things are left out', async () => {
  const asked: string[] = [];
  const { run, cache } = aFetching(async ({ url }) => {
    asked.push(url);
    const headers = { 'content-type': url.endsWith('mp4') ? 'video/mp4' : 'text/html' };
    return new Response('x'.repeat(100), { headers });
  });
  const film = 'https://files.example/a.mp4';
  const page = 'https://files.example/a.html';

  const fetched = await run(['http://127.0.0.1/a.png', 'https://10.0.0.1/a.png', film, page]);

  expect(fetched).toMatchObject({ wanted: 2, fetched: 0, failed: 2 });
  expect(asked.toSorted()).toEqual([page, film]);
  expect(await cache.find(film)).toBeUndefined();
});

test('it ends at once when it is stopped', async () => {
  const stopped = new AbortController();
  let asked = 0;
  const { run } = aFetching(async () => {
    asked += 1;
    stopped.abort();
    return aPicture();
  }, stopped);

  await run(addresses(100));

  expect(asked).toBeLessThanOrEqual(4);
});

test('a cache that holds less than an edition keeps what stands on its pages', async () => {
  const { cache, passes } = aCache({ bytesMax: 200_000 });
  const loginOrigins = () => new Set<string>();
  const fetchMedia = async () => {
    passes(1_000);
    return aPicture();
  };
  const named = (kind: string, count: number) =>
    Array.from({ length: count }, (_, at) => `${FILES}/${kind}${at}.png`);
  const media = { onPage: named('face', 20), behind: named('whole', 100) };

  await prefetch(1, media, {
    addresses: openMediaAddresses(new Uint8Array(), loginOrigins),
    source: openMediaSource({ fetchMedia, loginOrigins, cache, notKept: () => {} }),
    cache,
    time: { now: () => hours(0), after: () => () => {} },
    log: silentLog,
    stopped: new AbortController().signal,
  });

  for (const shown of [...media.onPage, `${FILES}/whole0.png`])
    expect([shown, await cache.find(shown)]).not.toEqual([shown, undefined]);
});
