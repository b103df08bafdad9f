import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { aMachineIn } from '../support/machine_zone.ts';
import { aRunningPage } from '../support/running.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

function serviceOf(kind: string, env: Readonly<Record<string, string>>): string {
  const words = [MAIN, 'service', kind];
  return spawnSync(process.execPath, words, { env, encoding: 'utf8' }).stdout;
}

test.each([
  ['Asia/Tokyo', '30 20'],
  ['America/Phoenix', '30 12'],
])('a service keeps the nights of a shell whose TZ is %s, on a machine in UTC', (TZ, when) => {
  const env = { ...aMachineIn('UTC'), TZ };
  const draws = serviceOf('cron', env)
    .split('\n')
    .filter((one) => one.includes(' rank '));

  expect(draws).toEqual([expect.stringMatching(new RegExp(`^${when} \\* \\* \\* .*TZ=${TZ} `))]);
  expect(serviceOf('systemd', env)).toContain(`\nEnvironment="TZ=${TZ}"\n`);
  expect(serviceOf('launchd', env)).toContain(`<key>TZ</key><string>${TZ}</string>`);
});

test.each(['', '/etc/localtime', 'Nowhere/Nothing'])('a TZ of “%s” is UTC', async (TZ) => {
  const env = { ...aMachineIn('UTC'), TZ };

  expect(serviceOf('cron', env)).toMatch(/^30 5 \* \* \* .* rank /m);
  const page = await aRunningPage(['run'], env);
  expect(await page.read('')).toContain('No edition yet');
});
