import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

interface Check {
  readonly name: string;
  readonly detail: string;
  readonly remedy: string;
}

/** By `openssl` under `faketime`: of localhost, for 30 days of January, with its key. */
test.each([
  ['2020', 'CERT_HAS_EXPIRED'],
  ['2090', 'CERT_NOT_YET_VALID'],
])('a certificate of %s is said to be one, or the clock to be wrong', async (year, code) => {
  const pem = fileURLToPath(new URL(`../support/certificate_of_${year}.pem`, import.meta.url));
  const server = createServer({ key: readFileSync(pem), cert: readFileSync(pem) });
  await once(server.listen(0, 'localhost'), 'listening');
  onTestFinished(() => void server.close());
  const address = `https://localhost:${(server.address() as AddressInfo).port}`;
  const { home } = aCommandLine();
  const run = async (...args: readonly string[]) => {
    const { PATH } = process.env;
    const access = { DRIFTLINE_SERVER: address, DRIFTLINE_TOKEN: 'x' };
    const env = { PATH, HOME: home, NODE_EXTRA_CA_CERTS: pem, ...access };
    const child = spawn(process.execPath, [MAIN, ...args], { env });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { stdout, stderr };
  };

  const { checks } = JSON.parse((await run('doctor', '--json')).stdout);
  const { stderr } = await run('login', address, '--no-browser');

  const login = checks.find(({ name }: Check) => name === 'login') as Check;
  expect(login.detail).toContain(`(${code}: its certificate is out of date, or the clock`);
  expect(login.remedy).toContain('date of this machine');
  expect(stderr).toContain(`(${code}: its certificate is out of date, or the clock`);
});
