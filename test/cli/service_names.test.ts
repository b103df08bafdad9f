import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';
import { aCrontab, onPath } from '../support/path_programs.ts';

afterEach(() => vi.unstubAllEnvs());

test.each(['odd 100% "a\\b" it\'s $HOME & <co>/a.db', 'plain/a.db'])(
  'the service of %s is known again, and that of another beside it is not',
  async (place) => {
    aCrontab();
    onPath({ systemctl: '[ "$2" != is-active ]' });
    const line = aCommandLine();
    const service = async (kind: string, what: string, name: string) =>
      (await line.run(['service', kind, what, '--db', join(line.home, name)])).exitCode;

    for (const [kind, other] of [
      ['systemd', 'cron'],
      ['cron', 'systemd'],
    ] as const) {
      await service(kind, '--install', place);
      expect(await service(other, '--install', place)).toBe(1);
      for (const near of [`${place}.old`, place.replace('/a.db', '/b/a.db')])
        expect(await service(kind, '--uninstall', near)).toBe(1);
      expect(await service(kind, '--install', place)).toBe(0);
      expect(await service(kind, '--uninstall', place)).toBe(0);
    }
  },
);
