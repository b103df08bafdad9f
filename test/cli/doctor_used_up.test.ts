import { expect, test } from 'vitest';
import { type EpochMs, isoOf, MINUTE_MS } from '../../src/core/clock.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { SMALL_WORLD_STARTS_MS, smallWorld } from '../support/small_world.ts';

test('doctor says until when the rate limit is used up, and calls that no fault', async () => {
  const server = await aServerForOneTest(smallWorld([], []), { rateLimits: { perToken: 30 } });
  const line = aCommandLine({ time: server.time });
  const env = { DRIFTLINE_SERVER: server.url, DRIFTLINE_TOKEN: server.token };
  for (let nth = 0; nth < 22; nth += 1) await server.ask('/api/v1/accounts/verify_credentials');

  const { stdout } = await line.run(['doctor', '--json'], { env });

  const checks: readonly { readonly name: string }[] = JSON.parse(stdout).checks;
  const until = isoOf((SMALL_WORLD_STARTS_MS + 5 * MINUTE_MS) as EpochMs);
  expect(checks.find(({ name }) => name === 'login')).toMatchObject({
    ok: true,
    detail: expect.stringContaining(`its rate limit is used up until ${until}`),
  });
});
