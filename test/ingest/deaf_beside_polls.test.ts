import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import type { DemoFaults } from '../../src/demo/server_faults.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { STREAM_SHUT } from '../../src/store/ingest_state.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { at } from '../support/ingest_home.ts';

const six = people(6);
const POSTS = inTurn(six, { fromMinutes: 10, toMinutes: 150, everyMinutes: 0.5 });
const HOME_LIMIT = 50;

/** The post of the twentieth minute is delivered `lateMinutes` later. */
function aHomeThat(lateMinutes: number, faults: DemoFaults = {}) {
  let delivered = 0;
  const lateBy = () => (delivered++ === 20 ? lateMinutes * MINUTE_MS : 0);
  return aWatchedHome(six, POSTS, {
    homeLimit: HOME_LIMIT,
    faults: Object.assign(faults, { lateBy }),
  });
}

/** Counts the connections; the first of them says nothing while `isDeaf`. */
function listeningTo({ openSocket }: Pick<IngestDeps, 'openSocket'>, isDeaf = () => false) {
  const connections = { opened: 0 };
  const ear: IngestDeps['openSocket'] = (url, headers, ears) => {
    connections.opened += 1;
    const isFirst = connections.opened === 1;
    const frame = (text: string) => {
      if (!isFirst || !isDeaf()) ears.frame(text);
    };
    return openSocket(url, headers, { ...ears, frame });
  };
  return { connections, openSocket: ear };
}

/** What doctor says of the stream. */
function noted({ all }: Pick<Awaited<ReturnType<typeof aHomeThat>>, 'all'>): unknown {
  return all(`select value from ingest_state where name = '${STREAM_SHUT}'`)[0]?.value;
}

test('a connection that says nothing of what polls bring is given up, and the next one hears', async () => {
  const home = await aHomeThat(30); // below all that the home holds: the stream alone says it
  let isDeaf = false;
  const { connections, openSocket } = listeningTo(home.server, () => isDeaf);
  home.run({ openSocket });
  await home.server.passTo(30.2);
  isDeaf = true;

  await home.server.passTo(70);

  expect(connections.opened).toBe(2);
  expect(home.count("statuses where uri like '%m20.00%'")).toBe(1);
});

test('while the next ones say nothing either, a hole tells of what came, and each is given longer', async () => {
  const faults: DemoFaults = {};
  const home = await aHomeThat(14, faults); // below the top page
  const { connections, openSocket } = listeningTo(home.server);
  home.run({ openSocket });
  await home.server.passTo(30.2);
  faults.deaf = true;

  await home.server.passTo(140);
  const told = noted(home);
  faults.deaf = false;
  await home.server.passTo(142);

  expect([told, noted(home)]).toEqual(['it pings, and no more', '']);
  const holes = home.all('select state, from_ms, to_ms, detail from holes order by from_ms');
  expect(new Set(holes.map(({ state }) => state))).toEqual(new Set(['swept']));
  expect(holes[0]).toMatchObject({ detail: 'the stream says nothing of what comes to the home' });
  expect(Number(holes[0]?.from_ms)).toBeLessThan(at(30));
  const seams = holes
    .slice(1)
    .map(({ from_ms }, nth) => Number(from_ms) - Number(holes[nth]?.to_ms));
  expect(Math.max(...seams)).toBeLessThanOrEqual(0);
  expect(connections.opened).toBe(11);
});

test('a stream that says something, or a home in which nothing is new, is left as it is', async () => {
  const faults: DemoFaults = { frameLateBy: () => MINUTE_MS };
  const home = await aHomeThat(0, faults);
  const { connections, openSocket } = listeningTo(home.server);
  home.run({ openSocket });

  await home.server.passTo(240);

  expect(connections.opened).toBe(1);
});
