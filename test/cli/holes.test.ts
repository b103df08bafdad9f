import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours, statusJson } from '../support/entries.ts';

test('stats and doctor tell of a hole: how far it is read, and what cannot be proven', async () => {
  const line = aCommandLine();
  const lines = ['ada', 'bob'].map((by, nth) => {
    const atMs = hours(nth);
    return {
      at: isoOf(atMs),
      event: 'update',
      payload: statusJson({ id: `${nth + 1}`, by, atMs }),
    };
  });
  const recording = lines.map((one) => `${JSON.stringify(one)}\n`).join('');
  await line.run(['import', '-'], { stdin: () => inputOf(recording) });
  const database = openDatabase(line.databaseFile);
  database.connection.exec(
    `insert into holes (hole_key, login_key, from_ms, to_ms, state, noticed_at_ms, recovered, unproven)
     values (1, 1, ${hours(1)}, ${hours(3)}, 'crawled', 0, 12, '["boosts of boosts"]'),
            (2, 1, ${hours(5)}, ${hours(6)}, 'open', 0, 3, '[]');
     insert into crawl_turns (hole_key, kind, subject, place, outcome)
     values (2, 'account', '7', 1, 'unchanged'), (2, 'account', '8', 2, 'waiting')`,
  );
  database.close();

  const { holes } = JSON.parse((await line.run(['stats', '--json'])).stdout);
  const said = await line.run(['stats']);
  const { checks } = JSON.parse((await line.run(['doctor', '--offline', '--json'])).stdout);

  expect(holes).toMatchObject([
    {
      from: isoOf(hours(1)),
      to: isoOf(hours(3)),
      state: 'crawled',
      recovered: 12,
      crawl: null,
      unproven: ['boosts of boosts'],
    },
    { state: 'open', recovered: 3, crawl: { authors: 2, read: 1 }, unproven: [] },
  ]);
  const words = said.stdout.replace(/\s+/g, ' '); // wherever the lines break
  expect(words).toContain('2026-11-01 07:00 UTC – 2026-11-01 09:00 UTC');
  expect(words).toContain('50 % of its authors are read, 3 arrivals found');
  expect(words).toContain('what cannot be proven: boosts of boosts');
  const check = checks.find(({ name }: { name: string }) => name === 'holes');
  expect(check).toMatchObject({ ok: false, remedy: expect.stringContaining('driftline backfill') });
  expect(check.detail).toContain('50 % of its authors are read');
});

test('a hole at a server that the owner left is nobody’s trouble', async () => {
  const line = aCommandLine();
  const one = {
    at: isoOf(hours(0)),
    event: 'update',
    payload: statusJson({ id: '1', by: 'ada', atMs: hours(0) }),
  };
  await line.run(['import', '-'], { stdin: () => inputOf(`${JSON.stringify(one)}\n`) });
  const database = openDatabase(line.databaseFile);
  database.connection.exec(
    `insert into holes (login_key, from_ms, to_ms, state, noticed_at_ms)
     values (1, ${hours(1)}, ${hours(3)}, 'open', 0)`,
  );
  const server = database.connection.prepare('select server from logins').pluck().get() as string;
  database.close();
  const holesFor = async (where: string) => {
    const env = { DRIFTLINE_SERVER: where, DRIFTLINE_TOKEN: 'any' };
    const { stdout } = await line.run(['doctor', '--offline', '--json'], { env });
    const { checks } = JSON.parse(stdout);
    return checks.find(({ name }: { name: string }) => name === 'holes');
  };

  expect(await holesFor('https://new.example')).toMatchObject({
    ok: true,
    detail: `none is open; 1 at ${new URL(server).host}, which you left, will stay open`,
  });
  expect(await holesFor(server)).toMatchObject({ ok: false });
});
