import { expect, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';

const HINT = 'is set, and Driftline goes through no proxy: it must reach the server itself.';
/** Nobody listens at that port. */
const NOWHERE = 'http://127.0.0.1:9';

const login = (env: Record<string, string>) =>
  aCommandLine({ env }).run(['login', NOWHERE, '--no-browser']);

test.each(['HTTPS_PROXY', 'https_proxy', 'all_proxy'])(
  'a login says that %s is not heeded where the server cannot be reached',
  async (name) => {
    const { exitCode, stderr } = await login({ [name]: 'http://proxy.example:3128' });

    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${name} ${HINT}\n`);
  },
);

test('it says nothing of proxies where none is set', async () => {
  const { stderr } = await login({ HTTPS_PROXY: '' });

  expect(stderr).toContain('cannot be reached');
  expect(stderr).not.toContain('proxy');
});

test('doctor says it as the remedy', async () => {
  const env = {
    DRIFTLINE_SERVER: NOWHERE,
    DRIFTLINE_TOKEN: 'a-token',
    HTTPS_PROXY: 'http://proxy.example:3128',
  };

  const { stdout } = await aCommandLine({ env }).run(['doctor', '--json']);

  const { checks } = JSON.parse(stdout) as { checks: { name: string; remedy: string }[] };
  expect(checks.find(({ name }) => name === 'login')?.remedy).toBe(`HTTPS_PROXY ${HINT}`);
});
