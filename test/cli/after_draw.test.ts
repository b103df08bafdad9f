import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { disk } from '../../src/store/disk.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours, statusJson } from '../support/entries.ts';
import { onPath } from '../support/path_programs.ts';
import { line as lineOf } from '../support/recording.ts';

afterEach(() => vi.unstubAllEnvs());

/** A home with a public post and a private one, and a command after each draw. */
async function aHomeWith(command: string) {
  const line = aCommandLine({ env: { DRIFTLINE_TOKEN: 'very-secret' } });
  const posts = [
    lineOf(hours(0), 'update', statusJson({ id: '1', by: 'ada', atMs: hours(0) })),
    lineOf(
      hours(0),
      'update',
      statusJson({ id: '2', by: 'bob', atMs: hours(0), more: { visibility: 'private' } }),
    ),
  ].join('\n');
  await line.run(['import', '-'], { stdin: () => inputOf(posts) });
  disk.writePrivate(line.configFile, `after_draw = ${JSON.stringify(command)}\n`);
  const read = (name: string) => readFileSync(join(line.home, name), 'utf8');
  const draw = () => line.run(['rank', '--after-draw']);
  return { line, read, draw };
}

async function checked(line: ReturnType<typeof aCommandLine>) {
  const { stdout } = await line.run(['doctor', '--offline', '--json']);
  const { checks } = JSON.parse(stdout) as { checks: { name: string; ok: boolean }[] };
  return checks.find(({ name }) => name === 'after draw');
}

test('the command has the number and the page, and nothing that is not public', async () => {
  vi.stubEnv('DRIFTLINE_TOKEN', 'very-secret'); // which the command would have of it
  const { line, read, draw } = await aHomeWith('placeholder');
  const { home } = line;
  const command = `cat > '${home}/page'; echo "$1 $DRIFTLINE_EDITION [$DRIFTLINE_TOKEN]" > '${home}/said'`;
  disk.writePrivate(line.configFile, `after_draw = ${JSON.stringify(command)}\n`);

  const { exitCode, stderr } = await draw();

  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('after_draw.done')]);
  expect(read('said')).toBe('1 1 []\n');
  expect(read('page')).toMatch(/^<!doctype html>/);
  expect(read('page')).toContain('ada says 1');
  expect(read('page')).not.toContain('bob says 2');
  expect(await checked(line)).toMatchObject({ ok: true });
});

test('a command that fails is a line of the log and a check of doctor, and no failure', async () => {
  const { line, draw } = await aHomeWith('echo "no mailer here" >&2; exit 75');

  const { exitCode, stderr } = await draw();

  expect(exitCode).toBe(0);
  expect(stderr).toContain(
    '"event":"after_draw.failed","edition":1,"why":"it ended with exit code 75: no mailer here"',
  );
  expect(await checked(line)).toMatchObject({
    ok: false,
    detail: 'after edition 1: it ended with exit code 75: no mailer here',
  });
});

test('a command that failed and is no longer in the settings is no check of doctor', async () => {
  const { line, draw } = await aHomeWith('exit 75');
  await draw();
  expect(await checked(line)).toMatchObject({ ok: false });

  disk.writePrivate(line.configFile, '');

  expect(await checked(line)).toBeUndefined();
});

test('one that reads nothing, or is not there, ends nothing', async () => {
  const { draw, line } = await aHomeWith('true');
  const fine = await draw();
  disk.writePrivate(line.configFile, 'after_draw = "no-such-command-anywhere"\n');
  const absent = await draw();

  expect([fine.exitCode, absent.exitCode]).toEqual([0, 0]);
  expect(absent.stderr).toContain('it ended with exit code 127');
});

test('the recipe for mail sends the page in lines that mail allows', async () => {
  const folder = onPath({ msmtp: 'cat > "$(dirname "$0")/mail"' });
  const { line, draw } = await aHomeWith('true');
  const recipes = readFileSync(new URL('../../docs/after-draw.md', import.meta.url), 'utf8');
  const recipe = recipes.split('\n').find((one) => /^after_draw = .*msmtp/.test(one));
  disk.writePrivate(line.configFile, `${recipe}\n`);

  const { stderr } = await draw();

  expect(stderr).toContain('after_draw.done');
  const [head = '', ...body] = readFileSync(join(folder, 'mail'), 'utf8').split('\n\n');
  expect(head.split('\n')).toEqual([
    'To: me@example.social',
    'Subject: Driftline, edition 1',
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ]);
  const lines = body.join('\n\n').split('\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(76);
  expect(Buffer.from(lines.join(''), 'base64').toString('utf8')).toContain('ada says 1');
});

test('without --after-draw a draw by hand runs nothing', async () => {
  const { line } = await aHomeWith('touch "$HOME/ran"');

  await line.run(['rank'], {});

  expect(existsSync(join(line.home, 'ran'))).toBe(false);
});
