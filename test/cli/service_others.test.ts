import { afterEach, expect, test, vi } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';
import { aCrontab } from '../support/path_programs.ts';

afterEach(() => vi.unstubAllEnvs());

const jobs = (count: number) =>
  Array.from({ length: count }, (_, nth) => `# tägliche Sicherung\n0 3 1 1 * backup ${nth}\n`);

test('a long crontab keeps its first lines, and every letter of them', async () => {
  const others = jobs(2_000).join('');
  const { read } = aCrontab(others);
  const line = aCommandLine();

  const put = await line.run(['service', 'cron', '--install']);
  const whole = read();
  const taken = await line.run(['service', 'cron', '--uninstall']);

  expect([put.exitCode, taken.exitCode]).toEqual([0, 0]);
  expect(whole.startsWith(`${others}# driftline: begin`)).toBe(true);
  expect(read()).toBe(others);
});

test.each([
  ['is not UTF-8', Buffer.from('0 4 * * * backup /home/ada/Büro\n', 'latin1')],
  ['has more than a megabyte', Buffer.from(jobs(25_000).join(''))],
])('a crontab that %s is refused and stays as it was', async (_, others) => {
  const { writes } = aCrontab(others);

  const { exitCode, stderr } = await aCommandLine().run(['service', 'cron', '--install']);

  expect(exitCode).toBe(1);
  expect(stderr).toContain('crontab -e');
  expect(writes()).toBe('');
});
