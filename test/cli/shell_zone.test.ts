import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';
import { aRunningPage } from '../support/running.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

const aShellIn = (TZ: string) => ({ PATH: process.env.PATH ?? '', HOME: aCommandLine().home, TZ });

function serviceOf(kind: string, env: ReturnType<typeof aShellIn>): string {
  const words = [MAIN, 'service', kind];
  return spawnSync(process.execPath, words, { env, encoding: 'utf8' }).stdout;
}

test('a service keeps the nights of a shell whose TZ is another than the machine’s', () => {
  const TZ = 'Asia/Tokyo';
  const env = aShellIn(TZ);

  expect(serviceOf('cron', env)).toMatch(/^\*\/10 .*TZ=Asia\/Tokyo .* --draw /m);
  expect(serviceOf('systemd', env)).toContain(`\nEnvironment="TZ=${TZ}"\n`);
  expect(serviceOf('launchd', env)).toContain(`<key>TZ</key><string>${TZ}</string>`);
});

test.each(['', '/etc/localtime', 'Nowhere/Nothing'])('a TZ of “%s” is UTC', async (TZ) => {
  const env = aShellIn(TZ);

  const page = await aRunningPage(['run'], env);
  expect(await page.read('')).toContain('No edition yet');
});
