import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine } from '../support/command_line.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const REMEDY = 'too many files and connections are open at once: let Driftline have more, by "ulim';
const ONE_LINE = new RegExp(`^driftline: ${REMEDY}[^\\n]+\\n$`);
const onLinux = test.skipIf(process.platform !== 'linux');

/** Node with `args`, which may have so many files and connections open. */
function limited(files: number, ...args: readonly string[]) {
  const words = `ulimit -n ${files}; exec "$@"`;
  return ['-c', words, 'sh', process.execPath, ...args];
}

/** A run that may open so many; `port` is undefined where it ended before it stood. */
async function aRun(home: string, files: number) {
  const args = limited(files, join(PROJECT, 'dist/main.js'), 'run', '--port', '0');
  const child = spawn('sh', args, { env: { HOME: home } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [said, complaint] = ['', ''];
  child.stderr.on('data', (piece) => {
    complaint += piece;
  });
  const ended = once(child, 'close');
  const stands = new Promise<void>((resolve) =>
    child.stdout.on('data', (piece) => {
      said += piece;
      if (said.includes('Ctrl-C')) resolve();
    }),
  );
  await Promise.race([ended, stands]);
  return { child, ended, port: /127\.0\.0\.1:(\d+)/.exec(said)?.[1], complaint };
}

onLinux('run stands with few files, outlives many connections, and goes on', async () => {
  const { home } = aCommandLine();
  const { child, ended, port } = await aRun(home, 64);

  const many = Array.from({ length: 100 }, () => connect(Number(port), '127.0.0.1'));
  for (const one of many) one.on('error', () => {}); // refused, as it should be
  await Promise.all(many.map((one) => once(one, 'connect').catch(() => {})));
  for (const one of many) one.destroy();
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  child.kill('SIGTERM');

  expect(answer.status).toBe(200);
  expect(await ended).toEqual([0, null]);
});

onLinux('a run that cannot open what it needs says how it could, in one line', async () => {
  const { home } = aCommandLine();
  const complaints: string[] = [];

  for (let files = 18; files < 64; files += 1) {
    const { child, port, complaint } = await aRun(home, files);
    if (port !== undefined) {
      child.kill('SIGKILL');
      break;
    }
    // With fewer Node itself does not begin.
    if (complaint.startsWith('driftline:')) complaints.push(complaint);
  }

  expect(complaints.length).toBeGreaterThan(0);
  for (const complaint of complaints) expect(complaint).toMatch(ONE_LINE);
});

/** Asks for a draw and for a database where nothing more can be opened. */
const ASKING = `
  import { openSync } from 'node:fs';
  import { drawAside } from './build/draw_aside.js';
  import { disk } from './build/store/disk.js';
  import { openDatabase } from './build/store/migrate.js';
  const file = process.argv[1];
  openDatabase(file).close();
  try { for (;;) openSync('/dev/null', 'r'); } catch {}
  const said = [];
  try { openDatabase(file); } catch (error) { said.push(error.message); }
  try { disk.readText(file); } catch (error) { said.push(error.message); }
  await drawAside({ file }).catch((error) => said.push(error.message));
  console.log(JSON.stringify(said));`;

onLinux('a database, a file and a draw say it as well, and end nothing else', () => {
  const { home } = aCommandLine();
  const file = join(home, 'a.db');
  openDatabase(file).close();

  const args = limited(64, '--input-type=module', '-e', ASKING, file);
  const { stdout, stderr } = spawnSync('sh', args, { cwd: PROJECT, encoding: 'utf8' });

  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(Array(3).fill(expect.stringContaining(REMEDY)));
});
