import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { MINUTE_MS, type Time } from '../../src/core/clock.ts';
import { aCommandLine } from '../support/command_line.ts';
import { wallTime } from '../support/wall_time.ts';

const openssl = spawnSync('openssl', ['version']).status === 0;
const OUTWARD = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address as string;

/** A page that is served by https, of which a minute passes when it is told to. */
async function aSecurePage() {
  const line = aCommandLine({ addresses: () => [OUTWARD] });
  const files = { cert: join(line.home, 'cert.pem'), key: join(line.home, 'key.pem') };
  const renew = (name: string) => {
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const out = ['-keyout', files.key, '-out', files.cert];
    spawnSync('openssl', ['req', '-x509', ...kind, '-subj', `/CN=${name}`, '-days', '2', ...out]);
  };
  renew('first');
  const looks: (() => void)[] = [];
  const time: Time = {
    ...wallTime,
    after(delayMs, run) {
      if (delayMs !== MINUTE_MS) return wallTime.after(delayMs, run);
      looks.push(run);
      return () => {};
    },
  };
  const said = { out: '', log: '' };
  const output = (name: 'out' | 'log') => ({
    isTerminal: false,
    columns: 100,
    write: async (text: string) => {
      said[name] += text;
    },
  });
  const stopping = new AbortController();
  const tls = ['--tls-cert', files.cert, '--tls-key', files.key];
  const over = line.run(['serve', '--port', '0', '--host', '0.0.0.0', ...tls], {
    time,
    stdout: output('out'),
    stderr: output('log'),
    stopped: stopping.signal,
  });
  onTestFinished(async () => {
    stopping.abort();
    await over;
  });
  await expect.poll(() => said.out, { timeout: 10_000 }).toContain('in another terminal');
  const port = /Reading at https:\/\/127\.0\.0\.1:(\d+)/.exec(said.out)?.[1] ?? '';
  const minutePasses = () => {
    for (const look of looks.splice(0)) look();
  };
  const shown = () =>
    new Promise<unknown>((resolve, reject) => {
      const socket = connect({ port: Number(port), rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate().subject.CN);
        socket.destroy();
      }).on('error', reject);
    });
  return { line, files, renew, port, minutePasses, shown, log: () => said.log };
}

test.runIf(openssl)('a certificate renewed in its place is served without a restart', async () => {
  const { renew, minutePasses, shown, log } = await aSecurePage();
  const before = await shown();
  renew('second');

  minutePasses();
  const after = await shown();

  expect([before, after]).toEqual(['first', 'second']);
  expect(log()).toContain('serve.certificate_renewed');
});

test.runIf(openssl)(
  'one that is half written leaves the one before, and is told once',
  async () => {
    const { files, renew, minutePasses, shown, log } = await aSecurePage();
    writeFileSync(files.cert, 'half');

    minutePasses();
    minutePasses();
    const meanwhile = await shown();
    renew('second');
    minutePasses();

    expect(meanwhile).toBe('first');
    expect(log().match(/serve\.certificate_not_renewed/g)).toHaveLength(1);
    expect(await shown()).toBe('second');
  },
);

test.runIf(openssl)('a page of https is paired with by https, whatever --pair names', async () => {
  const { line, port } = await aSecurePage();

  const { stdout } = await line.run(['serve', '--pair', '--port', port]);

  expect(stdout).toContain(`https://${OUTWARD}:${port}/pair?code=`);
});

test.runIf(openssl)(
  'the page is found where its certificate is none that this process trusts',
  async () => {
    const { line, port } = await aSecurePage();

    const { page } = await line.json();

    expect(page).toBe(`https://127.0.0.1:${port}/`);
  },
);
