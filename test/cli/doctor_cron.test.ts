import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Check } from '../../src/cli/doctor_checks.ts';
import { type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import { openHoles } from '../../src/store/holes.ts';
import { openIngestState } from '../../src/store/ingest_state.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome, hours } from '../support/entries.ts';
import { aCrontab } from '../support/path_programs.ts';

afterEach(() => vi.unstubAllEnvs());

/** A home that cron swept last at `heardMs`, and of which an hour is still being read back. */
function aHomeByCron(heardMs: number) {
  aCrontab();
  const line = aCommandLine({ time: { now: () => hours(30), after: () => () => {} } });
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  const { database } = aHome(line.databaseFile);
  openIngestState(database).set(1, 'last_heard', 'poll', heardMs as EpochMs);
  const hour = { fromMs: hours(27), toMs: hours(28), noticedAtMs: hours(28), detail: '' };
  openHoles(database).add({ loginKey: 1, ...hour, state: 'open' });
  database.close();
  const checked = async (name: string) => {
    const { stdout } = await line.run(['doctor', '--offline', '--json']);
    const { checks } = JSON.parse(stdout) as { readonly checks: readonly Check[] };
    return checks.find((check) => check.name === name);
  };
  return { ...line, checked };
}

test('of cron doctor says that it collects, and that it reads on', async () => {
  const { run, checked } = aHomeByCron(hours(30) - 9 * MINUTE_MS);
  await run(['service', 'cron', '--install']);

  expect(await checked('stream')).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/^cron collects; the server was last heard by a poll 9 minutes/),
  });
  expect(await checked('holes')).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/Driftline is reading on$/),
  });
});

test('where cron no longer comes doctor says so within the hour', async () => {
  const { run, checked } = aHomeByCron(hours(29));
  const byHand = await checked('stream');
  await run(['service', 'cron', '--install']);

  expect(byHand).toMatchObject({ ok: true }); // one's own may come twice a day
  expect(await checked('stream')).toMatchObject({
    ok: false,
    remedy: expect.stringContaining('look whether cron runs here'),
  });
});
