import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { keepUp } from '../../src/rank/upkeep.ts';
import type { Database } from '../../src/store/database.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { ada, at, bob, post } from '../support/ingest_home.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { aFilter, anOwnersHome } from '../support/owner_home.ts';
import { exported, importLines, line } from '../support/recording.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const draw = (database: Database, nowMs: EpochMs) =>
  JSON.stringify(
    drawEdition({ database, feed: { ...MORNING, size: 12 }, seed: 'x', nowMs, dryRun: true }),
  );
/** What a draw of that moment holds back. */
const heldIn = (database: Database, nowMs: EpochMs) => {
  keepUp(database, nowMs, () => {});
  return database.connection
    .prepare('select uri, held from candidates join statuses using (status_key) order by uri')
    .all();
};
const stranger = aPerson('stranger', { isFollowed: false, domain: 'far.example' });

test('what the owner set and did elsewhere is rebuilt from its recording, and draws the same', async () => {
  const far = aPost('far', stranger, at(12), { tags: ['birds'] });
  const old = aPost('old', stranger, at(-5000), { tags: ['trains'] });
  const events: WorldEvent[] = [
    posted(old),
    posted(post('spiders', 10)),
    posted(post('hers', 11)),
    posted(far),
    { kind: 'boost', atMs: at(13), id: 'b', booster: bob, post: far },
    posted(aPost('names', bob, at(14), { mentions: [ada] })),
    posted(aPost('tagged', stranger, at(15), { tags: ['birds'] })),
    posted(aPost('his', bob, at(16))),
  ];
  const home = await anOwnersHome(events, { historyMs: 6000 * 60_000 });
  const { elsewhere, act } = home.server;
  elsewhere.setFilters([aFilter('spider'), aFilter('his', { id: '2', filter_action: 'warn' })]);
  for (const tag of ['birds', 'trains']) elsewhere.followTag(tag, true);
  act('favourite', home.uriOf('old'));
  home.run();
  await home.server.passTo(30);
  elsewhere.refuse('mute', ada, at(900) as EpochMs);
  elsewhere.blockDomain('bad.example', true);
  elsewhere.followTag('birds', false);
  elsewhere.showBoosts(bob, false);
  home.all('update follows set settings_at_ms = 0 returning 1');
  act('favourite', home.uriOf('his'));
  await home.server.passTo(95);
  act('favourite', home.uriOf('his'), true);
  await home.server.passTo(120);

  const lines = exported(home.database);
  const rebuilt = aNewDatabase();
  const report = await importLines(rebuilt, lines);

  expect(report.refused).toEqual({});
  expect(exported(rebuilt)).toEqual(lines);
  for (const minutes of [121, 901]) {
    const nowMs = at(minutes) as EpochMs;
    expect(draw(rebuilt, nowMs)).toBe(draw(home.database, nowMs));
    expect(heldIn(rebuilt, nowMs)).toEqual(heldIn(home.database, nowMs));
  }
  const events_ = new Set(lines.map((text) => JSON.parse(text).event));
  for (const event of ['filters', 'followed_tags', 'domain_blocks', 'mute', 'action'])
    expect(events_.has(event)).toBe(true);
});

test('in a public recording nothing tells of what the owner set or did', async () => {
  const old = aPost('old', stranger, at(-5000), { tags: ['trains'] });
  const home = await anOwnersHome([posted(old), posted(post('hers', 10))], {
    historyMs: 6000 * 60_000,
  });
  home.server.act('favourite', home.uriOf('old'));
  home.server.elsewhere.blockDomain('bad.example', true);
  home.server.elsewhere.followTag('birds', true);
  home.run();
  await home.server.passTo(300);

  const lines = exported(home.database, true);

  expect(lines.filter((text) => /old by stranger|bad\.example|birds/.test(text))).toEqual([]);
  expect(lines.filter((text) => text.includes('hers by ada')).length).toBeGreaterThan(0);
});

test('filters and mutes that a recording tells of later hide what came before them', async () => {
  const database = aNewDatabase();
  const post_ = (id: string, more: object) =>
    line(hours(1), 'update', statusJson({ id, by: 'ada', atMs: hours(1), more }));
  const finn = account('finn');
  await importLines(database, [
    line(hours(0), 'owner', { ...account('me'), id: '1' }),
    post_('10', { content: '<p>spiders</p>' }),
    post_('11', { mentions: [{ id: finn.id, acct: finn.acct }] }),
    post_('12', {}),
    line(hours(2), 'filters', [aFilter('spider')]),
    line(hours(3), 'mute', finn),
  ]);

  const held = heldIn(database, hours(4)).map((row) => (row as { held: number }).held);

  expect(held).toEqual([1, 1, 0]);
});

test('deletes and what they are of give the same in whatever order they come', async () => {
  const gone = statusJson({ id: '10', by: 'ada', atMs: hours(1) });
  const back = statusJson({ id: '11', by: 'ada', atMs: hours(1) });
  const wrapped = statusJson({ id: '12', by: 'bob', atMs: hours(1) });
  const wrapper = { ...wrapped, id: 'b1', uri: '', account: account('cleo'), reblog: wrapped };
  const lines = [
    line(hours(1), 'update', gone),
    line(hours(1), 'update', back),
    line(hours(1), 'update', wrapped),
    line(hours(1), 'update', wrapper),
    line(hours(2), 'delete', '10'),
    line(hours(2), 'delete', '11'),
    line(hours(2), 'delete', 'b1'),
    line(hours(3), 'update', back),
  ];
  const told = await Promise.all(
    [lines, lines.toReversed(), lines.toSorted(), [...lines.slice(4), ...lines.slice(0, 4)]].map(
      async (order) => {
        const database = aNewDatabase();
        await importLines(database, order);
        await importLines(database, order);
        return {
          told: exported(database).toSorted(),
          deleted: database.connection
            .prepare('select uri, deleted_at_ms from statuses order by uri')
            .all(),
          drawn: draw(database, hours(4)),
        };
      },
    ),
  );

  for (const one of told) expect(one).toEqual(told[0]);
  expect(told[0]?.deleted).toEqual([
    { uri: gone.uri, deleted_at_ms: hours(2) },
    { uri: back.uri, deleted_at_ms: null },
    { uri: wrapped.uri, deleted_at_ms: null },
  ]);
});

test('a status that was deleted and is told of again has come again', async () => {
  const database = aNewDatabase();
  const status = statusJson({ id: '10', by: 'ada', atMs: hours(1) });
  const lines = [
    line(hours(1), 'update', status),
    line(hours(2), 'delete', '10'),
    line(hours(3), 'update', status),
  ];
  await importLines(database, lines);
  const once = exported(database);

  await importLines(database, lines);

  expect(exported(database)).toEqual(once);
  expect(once.filter((text) => text.includes('"update"'))).toHaveLength(1);
  expect(heldIn(database, hours(4))).toHaveLength(1);
});
