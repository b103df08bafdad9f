import { expect, onTestFinished, test } from 'vitest';
import { SECOND_MS } from '../../src/core/clock.ts';
import { allow } from '../support/allow.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { drawHere } from '../support/draw_here.ts';
import { aPerson, postsOf, smallWorld } from '../support/small_world.ts';

const PATIENCE = { timeout: 20 * SECOND_MS, interval: 100 };
const LOCKED = { error: 'Your login is currently disabled' };

test('run goes on by itself where an account was locked for a while', async () => {
  const world = smallWorld([aPerson('ada')], postsOf(aPerson('ada'), 10));
  // At this pace its limits, by a clock that stands still, would be used up in seconds.
  const server = await aServerForOneTest(world, { rateLimits: 'off' });
  await server.passTo(5);
  let isLocked = false;
  let refusals = 0;
  const line = aCommandLine({
    env: { DRIFTLINE_PACE: '2000' }, // an hour in two seconds
    openBrowser: allow,
    drawAside: drawHere,
    fetch: async (input, init) => {
      if (!isLocked) return fetch(input, init);
      refusals += 1;
      return Response.json(LOCKED, { status: 403 });
    },
  });
  await line.run(['login', server.url]);
  const stop = new AbortController();
  let told = '';
  const stderr = {
    write: async (text: string) => {
      told += text;
    },
    isTerminal: false,
    columns: 100,
  };
  const running = line.run(['run', '--port', '0'], { stopped: stop.signal, stderr });
  onTestFinished(async () => {
    stop.abort();
    await running;
  });
  const arrivals = async () => {
    const { stdout } = await line.run(['stats', '--json']);
    return (JSON.parse(stdout) as { readonly arrivals: number }).arrivals;
  };
  await expect.poll(arrivals, PATIENCE).toBe(5);

  isLocked = true;
  await expect.poll(() => told, PATIENCE).toContain('lets you in no more (Your login is');
  await server.passTo(10);
  isLocked = false;

  await expect.poll(arrivals, PATIENCE).toBe(10);
  expect(refusals).toBeLessThan(50);
});
