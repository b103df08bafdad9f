import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { aMachineIn } from '../support/machine_zone.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** What the program prints for a crontab on a machine whose clocks show UTC. */
function crontabOf(settings: string): string {
  const env = { ...aMachineIn('UTC'), TZ: 'UTC' };
  const config = join(env.HOME, 'config.toml');
  writeFileSync(config, settings);
  const words = [MAIN, '--config', config, '--db', join(env.HOME, 'a.db'), 'service', 'cron'];
  return spawnSync(process.execPath, words, { env, encoding: 'utf8' }).stdout;
}

const APART = 'run "driftline service cron --install" again';

test.each([
  ['Asia/Tokyo', '08:00', '["sat"]', '0 23 * * fri'],
  ['Asia/Tokyo', '08:00', '["mon", "thu"]', '0 23 * * wed,sun'],
  ['America/Phoenix', '20:30', '["sun"]', '30 3 * * mon'],
  ['Asia/Tokyo', '12:00', '["sat"]', '0 3 * * sat'],
  ['UTC', '08:00', '["sat"]', '0 8 * * sat'],
])('a feed of %s at %s on %s is drawn on that day of its owner', (zone, at, days, when) => {
  const crontab = crontabOf(`timezone = "${zone}"\n[feeds.calm]\nat = "${at}"\ndays = ${days}\n`);

  expect(crontab).toMatch(new RegExp(`^${when.replaceAll('*', '\\*')} .* rank .*calm`, 'm'));
  expect(crontab).not.toContain(APART); // none of them sets its clocks
});

test('where the clocks of two zones are not set together, the crontab says what to do', () => {
  expect(crontabOf('timezone = "Europe/Lisbon"\n')).toContain(APART);
});
