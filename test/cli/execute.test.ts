import { expect, test } from 'vitest';
import { execute } from '../../src/execute.ts';

/** Starts what goes on for a minute and keeps its output open: a daemon does, and `program &`. */
const leavesOneBehind = (detached: boolean) => `
  const { spawn } = require('node:child_process');
  const wait = 'setTimeout(() => {}, 60_000)';
  const child = spawn(process.execPath, ['-e', wait], { detached: ${detached}, stdio: 'inherit' });
  console.log(child.pid);
  process.exit(0);
`;

test.each([
  ['left its group', true],
  ['stayed in its group', false],
])(
  'what a command left behind, and %s, keeps nobody waiting and goes on',
  async (_, detached) => {
    const done = await execute({
      command: process.execPath,
      args: ['-e', leavesOneBehind(detached)],
      limitMs: 20_000,
    });

    expect(process.kill(Number(done?.stdout), 'SIGKILL')).toBe(true); // it throws where none is
    expect(done).toMatchObject({ code: 0, isLate: false });
  },
  40_000,
);

test('what is too slow is ended', async () => {
  const args = ['-e', 'setTimeout(() => {}, 60_000)'];

  const done = await execute({ command: process.execPath, args, limitMs: 2_000 });

  expect(done).toMatchObject({ code: null, isLate: true });
}, 30_000);

test('a command has the whole of its input, however slowly it reads', async () => {
  const late = `
    let bytes = 0;
    process.stdin.on('data', (part) => (bytes += part.length)).on('end', () => console.log(bytes));
    process.stdin.pause();
    setTimeout(() => process.stdin.resume(), 200);
  `;

  const done = await execute({
    command: process.execPath,
    args: ['-e', late],
    input: 'ö'.repeat(1_000_000),
    limitMs: 30_000,
  });

  expect(done).toMatchObject({ code: 0, stdout: '2000000\n' });
}, 40_000);
