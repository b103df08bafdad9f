import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const YEAR = fileURLToPath(new URL('../../scripts/year.mjs', import.meta.url));
const LIMIT_MS = 30_000;

test(
  'a year whose settings are refused says so, and ends',
  () => {
    const args = ['--expose-gc', YEAR, '1', '20', '29'];

    const said = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: LIMIT_MS });

    expect(said.status).toBe(1);
    expect(said.stderr).toContain('keep.days must be a whole number, 30 to 36500 days');
  },
  2 * LIMIT_MS,
);
