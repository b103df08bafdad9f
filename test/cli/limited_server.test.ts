import { expect, test } from 'vitest';
import type { Check } from '../../src/cli/doctor_checks.ts';
import { allow } from '../support/allow.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { smallWorld } from '../support/small_world.ts';

test('a server in limited federation mode says what it is to whoever logs in', async () => {
  const server = await aServerForOneTest(smallWorld([], []));
  const line = aCommandLine({
    env: { DRIFTLINE_PACE: '100' },
    // Nobody else is told anything (config.x.limited_federation_mode).
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (!request.url.includes('/instance') || request.headers.has('authorization'))
        return globalThis.fetch(request);
      const error = 'This method requires an authenticated user';
      return Response.json({ error }, { status: 401 });
    },
  });
  await line.run(['login', server.url], { openBrowser: allow });

  const { stdout } = await line.run(['doctor', '--json']);

  const checks: readonly Check[] = JSON.parse(stdout).checks;
  expect(checks.find(({ name }) => name === 'server')).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/^Mastodon/),
  });
});
