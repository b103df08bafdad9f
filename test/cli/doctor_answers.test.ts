import { expect, test } from 'vitest';
import { type Check, checkDatabase } from '../../src/cli/doctor_checks.ts';
import { type EpochMs, HOUR_MS } from '../../src/core/clock.ts';
import { FOLLOWS, NOT_ALLOWED } from '../../src/ingest/asking.ts';
import { openAbsences } from '../../src/store/absences.ts';
import { openFollows } from '../../src/store/follows.ts';
import { openHoles } from '../../src/store/holes.ts';
import { openIngestState } from '../../src/store/ingest_state.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { account, aHome, hours, post } from '../support/entries.ts';
import { SMALL_WORLD_STARTS_MS, smallWorld } from '../support/small_world.ts';
import { wallTime } from '../support/wall_time.ts';

/** A command line at a server that answers some of its paths with a status of its own. */
async function aFailingServer(status: number) {
  const server = await aServerForOneTest(smallWorld([], []));
  let fails = /never/;
  const line = aCommandLine({
    fetch: async (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      if (!fails.test(pathname)) return globalThis.fetch(input, init);
      return Response.json({ error: 'not now' }, { status });
    },
  });
  const env = {
    DRIFTLINE_SERVER: server.url,
    DRIFTLINE_TOKEN: server.token,
    DRIFTLINE_PACE: '100',
  };
  return {
    sweep: (over: RegExp) => {
      fails = over;
      return line.run(['ingest', '--once'], { env });
    },
    doctorAfter: async (hours: number): Promise<readonly Check[]> => {
      const now = () => (SMALL_WORLD_STARTS_MS + hours * HOUR_MS) as EpochMs;
      const { stdout } = await line.run(['doctor', '--json', '--offline'], {
        env,
        time: { ...wallTime, now },
      });
      return JSON.parse(stdout).checks;
    },
  };
}

test('doctor names what a server fails over for hours while it is well, until it does not', async () => {
  const { sweep, doctorAfter } = await aFailingServer(500);
  const answersAfter = async (hours: number) =>
    (await doctorAfter(hours)).find(({ name }) => name === 'answers');
  await sweep(/filters|lists|following/);

  const soon = await answersAfter(0);
  const later = await answersAfter(3);
  await sweep(/never/);
  const healed = await answersAfter(3);

  expect(soon).toBeUndefined();
  expect(later).toMatchObject({ ok: false, remedy: expect.stringContaining('by itself') });
  for (const what of ['exclusive lists', 'whom you follow', 'filters'])
    expect(later?.detail).toContain(`${what}, since 2`);
  expect(healed).toBeUndefined();
});

test('doctor says after how many days a server lets go what others wrote', () => {
  const { database, login, receive } = aHome();
  for (const nth of [0, 1])
    receive(post({ id: `${nth}`, by: 'ada', atMs: hours(nth) }), hours(nth));
  for (const nth of [0, 1])
    openAbsences(database).note(login.loginKey, `${nth}`, hours(8 * 24 + 5));

  const kept = (nowMs: EpochMs) =>
    checkDatabase(database, { nowMs }).find(({ name }) => name === 'kept');

  expect(kept(hours(9 * 24))?.detail).toBe(
    "your server lets others' posts go after 8 days or so: 2 posts stayed here alone",
  );
  expect(kept(hours(90 * 24))).toBeUndefined();
});

test('doctor says that whom you follow may not be read', async () => {
  const { sweep, doctorAfter } = await aFailingServer(403);
  await sweep(/following/);

  const rights = (await doctorAfter(0)).find(({ name }) => name === 'rights');

  expect(rights).toMatchObject({
    ok: false,
    detail: expect.stringContaining('whom you follow'),
  });
});

test('doctor says of a hole that nobody’s page can be read while the follows are not told', () => {
  const { database, login, filing } = aHome();
  const { loginKey } = login;
  const hole = { fromMs: hours(1), toMs: hours(2), noticedAtMs: hours(2) };
  openHoles(database).add({ loginKey, ...hole, state: 'open', detail: '' });
  const holes = () =>
    checkDatabase(database, { nowMs: hours(3), isIngesting: true }).find(
      ({ name }) => name === 'holes',
    );

  const notAsked = holes();
  openIngestState(database).set(loginKey, NOT_ALLOWED, JSON.stringify([FOLLOWS]), hours(2));
  const refused = holes();
  openFollows(database, filing.accounts).replaceAll(loginKey, [account('ada')], hours(3));

  expect(notAsked).toMatchObject({ ok: true });
  expect(refused).toMatchObject({ ok: false, detail: expect.stringContaining('whom you follow') });
  expect(holes()).toMatchObject({ ok: true, detail: expect.stringContaining('is reading on') });
});
