import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const YEAR = fileURLToPath(new URL('../../scripts/year.mjs', import.meta.url));
const LIMIT_MS = 30_000;

test.each([
  ['1', '20', '29'],
  ['0', '20', '30'],
  ['a', '20', '30'],
])(
  'a year of %s days with %s people and bodies kept for %s says what it takes, and ends',
  (...words) => {
    const args = ['--expose-gc', YEAR, ...words];

    const said = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: LIMIT_MS });

    expect(said).toMatchObject({ status: 2, stdout: '' });
    expect(said.stderr).toMatch(
      /^npm run year -- DAYS PEOPLE KEPT: [^\n]+ KEPT from 30 days on\n$/,
    );
  },
  2 * LIMIT_MS,
);
