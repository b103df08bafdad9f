import { expect, test } from 'vitest';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours, statusJson } from '../support/entries.ts';
import { line as lineOf } from '../support/recording.ts';
import { aRunningPage } from '../support/running.ts';

test('beside a run no second one collects, drawing goes on, and kill -9 blocks nobody', async () => {
  const line = aCommandLine({
    env: { DRIFTLINE_SERVER: 'http://127.0.0.1:9', DRIFTLINE_TOKEN: 'literal' },
  });
  const post = lineOf(hours(0), 'update', statusJson({ id: '1', by: 'ada', atMs: hours(0) }));
  await line.run(['import', '-'], { stdin: () => inputOf(post) });
  const first = await aRunningPage(['run'], { HOME: line.home });

  const second = await line.run(['run', '--port', '0']);
  const ingest = await line.run(['ingest', '--once']);
  const rank = await line.run(['rank']);
  await first.kill();
  const third = await aRunningPage(['run'], { HOME: line.home });
  const page = await third.read('');

  for (const { exitCode, stderr } of [second, ingest]) {
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/another Driftline ingests into .+: stop it first/);
  }
  expect(rank.exitCode).toBe(0);
  expect(page).toContain('Driftline');
});
