import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';

const openssl = spawnSync('openssl', ['version']).status === 0;

/** A page that is served by https until `stop`. */
async function aSecurePage() {
  const line = aCommandLine();
  const files = { cert: join(line.home, 'cert.pem'), key: join(line.home, 'key.pem') };
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const out = ['-subj', '/CN=localhost', '-days', '2', '-keyout', files.key, '-out', files.cert];
  spawnSync('openssl', ['req', '-x509', ...kind, ...out]);
  const stopping = new AbortController();
  let heard = '';
  const write = async (text: string) => {
    heard += text;
  };
  const stdout = { isTerminal: false, columns: 100, write };
  const tls = ['--tls-cert', files.cert, '--tls-key', files.key];
  const over = line.run(['serve', '--port', '0', ...tls], { stdout, stopped: stopping.signal });
  const stop = () => {
    stopping.abort();
    return over;
  };
  onTestFinished(async () => void (await stop()));
  await expect.poll(() => heard, { timeout: 10_000 }).toContain('Reading at');
  const host = /Reading at https:\/\/([\d.:]+)/.exec(heard)?.[1] as string;
  return { host, port: Number(host.split(':')[1]), stop };
}

test.runIf(openssl)('who speaks http to a page of https is led there', async () => {
  const { host } = await aSecurePage();
  const ask = (path: string, method = 'GET') =>
    fetch(`http://${host}${path}`, { method, redirect: 'manual' });

  const led = await ask('/e/1?from=7');

  expect([led.status, led.headers.get('location')]).toEqual([307, `https://${host}/e/1?from=7`]);
  expect((await ask('/', 'HEAD')).headers.get('location')).toBe(`https://${host}/`);
  const status = await new Promise((resolve, reject) => {
    request(`https://${host}/`, { rejectUnauthorized: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(200);
});

test.runIf(openssl)('an app that sends its key in the clear is told, and not led on', async () => {
  const { host } = await aSecurePage();

  for (const [path, method] of [
    ['/api/v1/timelines/home?limit=1', 'GET'],
    ['/api?limit=1', 'GET'],
    ['/pair', 'POST'],
  ] as const) {
    const refused = await fetch(`http://${host}${path}`, { method, redirect: 'manual' });
    expect([refused.status, refused.headers.get('location')]).toEqual([400, null]);
    expect(await refused.text()).toContain('put https:// before the address');
  }
});

test.runIf(openssl)('a page of https ends though somebody is there who says nothing', async () => {
  const { port, stop } = await aSecurePage();
  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');
  onTestFinished(() => void silent.destroy());

  expect((await stop()).exitCode).toBe(0);
});
