import { expect, test } from 'vitest';
import { execute } from '../../src/execute.ts';

/** Starts what leaves its group and keeps its output open for a minute, as a daemon does. */
const LEAVES_ONE_BEHIND = `
  const { spawn } = require('node:child_process');
  const wait = 'setTimeout(() => {}, 60_000)';
  const child = spawn(process.execPath, ['-e', wait], { detached: true, stdio: 'inherit' });
  console.log(child.pid);
  process.exit(0);
`;

test('what a command leaves behind keeps nobody waiting past its limit', async () => {
  const done = await execute({
    command: process.execPath,
    args: ['-e', LEAVES_ONE_BEHIND],
    limitMs: 4_000,
  });

  process.kill(Number(done?.stdout), 'SIGKILL');
  expect(done).toMatchObject({ code: 0, isLate: true });
}, 30_000);
