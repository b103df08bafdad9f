import { expect, test } from 'vitest';
import { checkDatabase } from '../../src/cli/doctor_checks.ts';
import type { Person } from '../../src/demo/world.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { aHome, answering, at, bob, missing, plain, post } from '../support/ingest_home.ts';
import { aFilter, anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

test.each([2, 15])(
  'an unfollow after %d minutes is found out within ten by how many are followed',
  async (minutes) => {
    const { server, deps, run, all } = aHome([]);
    let hasLeft = false;
    const send: IngestDeps['send'] = async (request) => {
      const answer = await deps().send(request);
      if (request.url.includes('/verify_credentials')) {
        const owner = (await answer.json()) as object;
        return Response.json({ ...owner, following_count: hasLeft ? 1 : 2 });
      }
      if (!hasLeft || !request.url.includes('/following')) return answer;
      return Response.json(((await answer.json()) as unknown[]).slice(1));
    };
    run({ send });
    await server.passTo(minutes);

    hasLeft = true;
    await server.passTo(minutes + 11);

    expect(all('select count(ended_at_ms) as ended from follows')).toEqual([{ ended: 1 }]);
  },
);

test('a server that says nothing of batches, and has them by another name, is asked by it', async () => {
  const { server, deps, run, all } = aHome(
    ['old', 'p', 'q'].map((id, nth) => posted(post(id, 10 + 15 * nth))),
    { homeLimit: 1 },
  );
  const asked: string[] = [];
  const send: IngestDeps['send'] = async (request) => {
    const url = new URL(request.url);
    if (url.pathname.endsWith('/instance')) return missing();
    if (url.pathname !== '/api/v1/statuses') return deps().send(request);
    if (!url.searchParams.has('ids[]')) return Response.json([]);
    asked.push(url.search);
    return deps().send(new Request(request.url.replaceAll('ids[]', 'id[]'), request));
  };
  await server.passTo(20);
  run({ send });

  await server.passTo(100);

  expect(asked.length).toBeGreaterThan(1); // the probe, and the counts at an hour
  expect(all(COMPARED)).toEqual([{ posts: 3 }]);
});

test('a 401 to what a server does not have ends nothing while the login is good', async () => {
  const { server, deps, run, count } = aHome([posted(post('p', 10))]);
  const unknown = () => Response.json({ error: 'Unauthorized' }, { status: 401 });
  const lacks = ['/api/v2/instance', '/api/v1/followed_tags', '/api/v1/domain_blocks'];
  run({
    send: answering(deps(), ({ pathname }) => (lacks.includes(pathname) ? unknown() : undefined)),
  });

  await server.passTo(30);

  expect(count('arrivals')).toBe(1);
});

test('a server that shows boosts only where they are asked for is asked for them', async () => {
  const boost = { kind: 'boost', id: 'b', booster: bob, post: post('far', -60) } as const;
  const { server, deps, run, count } = aHome([posted(post('p', 10)), { ...boost, atMs: at(12) }]);
  const plainSend = answering(deps(), plain);
  run({
    send: async (request) => {
      const { pathname, searchParams } = new URL(request.url);
      const answer = await plainSend(request);
      if (pathname !== '/api/v1/timelines/home' || searchParams.get('include_reblogs') === '1')
        return answer;
      const page = (await answer.json()) as readonly { readonly reblog: unknown }[];
      return Response.json(page.filter(({ reblog }) => reblog === null));
    },
  });

  await server.passTo(20);

  expect([count('arrivals'), count('arrivals where booster_key is not null')]).toEqual([2, 1]);
});

/** As GoToSocial's: what a stranger says under a followed tag is streamed, and in no page. */
async function aHomeOfTags({ everyMinutes }: { readonly everyMinutes: number }) {
  const ada = aPerson('ada');
  const stranger = aPerson('stranger', { isFollowed: false });
  const inTurn = (author: Person, every: number, tags: readonly string[]) =>
    Array.from({ length: Math.round(90 / every) }, (_, nth) => 5 + nth * every).map((minute) =>
      posted(aPost(`${author.id}${minute}`, author, at(minute), { tags })),
    );
  const events = [...inTurn(ada, 1, []), ...inTurn(stranger, everyMinutes, ['birds'])];
  const world = { followedTags: ['birds'] };
  const options = { ids: 'ulid', homeLimit: 1e9, world } as const;
  const watched = await aWatchedHome([ada, stranger], events, options);
  const send: IngestDeps['send'] = async (request) => {
    const answer = await watched.plain().send(request);
    if (!request.url.includes('/timelines/home')) return answer;
    const page = (await answer.json()) as readonly { account: { username: string } }[];
    return Response.json(page.filter(({ account }) => account.username !== 'stranger'));
  };
  return { ...watched, run: () => watched.run({ send }) };
}

test('where tags are streamed and stand in no page of the home, their own timelines are read', async () => {
  const { server, run, count } = await aHomeOfTags({ everyMinutes: 1 });
  run();
  await server.passTo(30);
  server.stop();
  await server.passTo(60);
  server.start();

  await server.passTo(100);

  expect(count("statuses where uri like '%stranger%'")).toBe(90);
  expect(count('statuses')).toBe(180);
});

test('a tag that was busier than is read at once leaves a hole, and it is read on', async () => {
  const { server, run, count, all } = await aHomeOfTags({ everyMinutes: 0.05 });
  run();
  await server.passTo(30);
  server.stop();
  await server.passTo(60);
  server.start();

  await server.passTo(70);

  expect(count("statuses where uri like '%stranger%'")).toBeGreaterThan(1_200);
  const between = `entered_at_ms > ${at(30)} and entered_at_ms < ${at(60)}`;
  expect(count(`arrivals where ${between}`)).toBe(628);
  expect(all('select state from holes')).toEqual([{ state: 'crawled' }]);
});

test.each([404, 400, 405])(
  'a server that says %i to newer filters is asked for older',
  async (status) => {
    const home = await anOwnersHome([posted(post('spiders', 10))]);
    home.server.elsewhere.setFilters([aFilter('spider')]);
    home.run({
      send: answering(home.deps(), (url) =>
        url.pathname === '/api/v2/filters'
          ? Response.json({ error: 'no' }, { status })
          : plain(url),
      ),
    });

    await home.server.passTo(20);

    expect(home.offered('spiders')).toEqual([]);
  },
);

test('a proxy’s error is no word of which filters there are', async () => {
  const home = await anOwnersHome([posted(post('spiders', 10))]);
  home.server.elsewhere.setFilters([aFilter('spider')]);
  let isBroken = false;
  const asked: string[] = [];
  home.run({
    send: answering(home.deps(), ({ pathname }) => {
      if (pathname.endsWith('/filters')) asked.push(pathname);
      return isBroken && pathname === '/api/v2/filters'
        ? new Response('', { status: 502 })
        : undefined;
    }),
  });
  await home.server.passTo(20);
  isBroken = true;

  await home.server.passTo(45);

  expect(asked).not.toContain('/api/v1/filters');
  expect(home.offered('spiders')).toEqual([]);
});

const COMPARED = 'select count(distinct status_key) as posts from snapshots where age_class = 0';

/** How a server lists who is followed: eighty at a time, and without a word of where it goes on. */
function unlinked(deps: IngestDeps, page: (people: readonly Listed[], below?: string) => Listed[]) {
  const send: IngestDeps['send'] = async (request) => {
    const url = new URL(request.url);
    if (!url.pathname.endsWith('/following')) return deps.send(request);
    const all: Listed[] = [];
    let next: string | undefined = `${url.origin}${url.pathname}?limit=80`;
    while (next !== undefined) {
      const answer: Response = await deps.send(new Request(next, request));
      all.push(...((await answer.json()) as Listed[]));
      next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    return Response.json(page(all, url.searchParams.get('max_id') ?? undefined));
  };
  return { send };
}

interface Listed {
  readonly id: string;
}

test('where lists come without links, the next page is asked for by the last id', async () => {
  const home = await aWatchedHome(people(200), []);
  const below = (all: readonly Listed[], id?: string) => {
    const start = id === undefined ? 0 : all.findIndex((one) => one.id === id) + 1;
    return all.slice(start, start + 80);
  };
  home.run(unlinked(home.deps(), below));

  await home.server.passTo(1);

  expect(home.count('follows')).toBe(200);
  const checks = checkDatabase(home.deps().database, { nowMs: home.server.time.now() });
  expect(checks.map(({ name }) => name)).not.toContain('follows');
});

test('who is followed and not listed is counted, by doctor and by the holes', async () => {
  const everybody = people(200);
  const events = inTurn(everybody, { fromMinutes: 0, toMinutes: 120, everyMinutes: 1 });
  const home = await aWatchedHome(everybody, events, { homeLimit: 20 });
  const { send } = unlinked(home.deps(), (all) => all.slice(0, 80));

  await throughAnOutage({ ...home, run: () => home.run({ send }) });
  await home.server.passTo(180);

  expect(home.count('follows')).toBe(80);
  const checks = checkDatabase(home.deps().database, { nowMs: home.server.time.now() });
  expect(checks.find(({ name }) => name === 'follows')).toMatchObject({
    ok: false,
    detail: 'your server does not list 120 people whom you follow: they count as strangers',
  });
  expect(home.all('select state, unproven from holes')).toEqual([
    {
      state: 'crawled',
      unproven: expect.stringContaining(
        'what 120 people posted whom you follow and your server does not list',
      ),
    },
  ]);
});
