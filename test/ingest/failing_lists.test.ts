import { expect, test } from 'vitest';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { ada, answering, at, bob, post } from '../support/ingest_home.ts';
import { aFilter, anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const broken = () => Response.json({ error: 'Internal server error' }, { status: 500 });

/** A home whose owner set something of every kind, and whose server fails over one of them. */
async function aHomeFailingOver(path: RegExp, homeLimit = 800) {
  const events = [
    posted(post('p', 10)),
    posted(aPost('q', bob, at(11))),
    posted(aPost('r', bob, at(14))),
  ];
  const home = await anOwnersHome(events, { homeLimit });
  home.server.elsewhere.setFilters([aFilter('spider')]);
  home.server.elsewhere.refuse('mute', ada);
  home.server.elsewhere.refuse('block', aPerson('troll', { isFollowed: false }));
  home.server.elsewhere.blockDomain('bad.example', true);
  const send = answering(home.deps(), ({ pathname }) =>
    path.test(pathname) ? broken() : undefined,
  );
  const known = () => ({
    filters: home.count('filters') > 0,
    mutes: home.count("refusals_of_people where kind = 'mute'") > 0,
    blocks: home.count("refusals_of_people where kind = 'block'") > 0,
    servers: home.count('refusals_of_domains') > 0,
    settings: home.count('follows where settings_at_ms is not null') > 0,
    acts: home.count("ingest_state where name = 'favourites_read'") > 0,
  });
  return { home, send, known };
}

const ALL = { filters: true, mutes: true, blocks: true, servers: true, settings: true, acts: true };
const FAILURES = [
  ['filters', /\/filters/],
  ['mutes', /\/mutes/],
  ['blocks', /\/v1\/blocks/],
  ['settings', /\/relationships/],
] as const;

test.each(FAILURES)('a server that fails over %s is asked for all the rest', async (name, path) => {
  const { home, send, known } = await aHomeFailingOver(path);

  home.run({ send });
  await home.server.passTo(30);

  expect(known()).toEqual({ ...ALL, [name]: false });
});

test.each(FAILURES)('so it is by cron, of one that fails over %s', async (name, path) => {
  const { home, send, known } = await aHomeFailingOver(path);
  await home.server.passTo(20);

  const once = ingestOnce(home.deps({ send }));
  await home.server.passTo(26);
  await once;

  expect(known()).toEqual({ ...ALL, [name]: false });
});

test('a follow list over which a server fails keeps no post by cron from its counts', async () => {
  const { home, send } = await aHomeFailingOver(/\/following/, 1);
  const once = async (minutes: number) => {
    await home.server.passTo(minutes);
    const done = ingestOnce(home.deps({ send }));
    await home.server.passTo(minutes + 6);
    await done;
  };

  await once(12);
  await once(80);

  // Of one that is in the home, and of one that is no more.
  expect(home.count('snapshots where age_class = 0')).toBe(2);
});

test('a server that is away is not asked for the rest', async () => {
  const { home } = await aHomeFailingOver(/never/);
  let isAway = false;
  const asked: string[] = [];
  const send = answering(home.deps(), ({ pathname }) => {
    if (isAway) asked.push(pathname);
    return isAway ? broken() : undefined;
  });
  home.run({ send });
  await home.server.passTo(19);

  isAway = true;
  await home.server.passTo(31);

  expect(asked.some((path) => path.endsWith('/filters'))).toBe(true);
  expect(asked.filter((path) => path.endsWith('/domain_blocks'))).toEqual([]);
});
