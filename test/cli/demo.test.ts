import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';

/** A port that another program has. */
async function aTakenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('a port that is taken is told at once, and the demo before stays', async () => {
  const { home, run } = aCommandLine();
  const before = join(home, '.local/share/driftline-demo/driftline/driftline.db');
  mkdirSync(dirname(before), { recursive: true });
  writeFileSync(before, 'the demo of yesterday');
  const port = await aTakenPort();

  const { exitCode, stderr } = await run(['demo', '--port', String(port)]);

  expect(exitCode).toBe(1);
  expect(stderr).toContain(`port ${port} is in use`);
  expect(stderr).not.toContain('Inventing');
  expect(readFileSync(before, 'utf8')).toBe('the demo of yesterday');
});
