import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { openEditions } from '../../src/store/editions.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome } from '../support/entries.ts';
import { editionOf } from '../support/page_world.ts';
import { wallTime } from '../support/wall_time.ts';

test('doctor misses no edition on the days on which none is drawn', async () => {
  const line = aCommandLine();
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  const home = aHome(line.databaseFile);
  const drawnAtMs = (wallTime.now() - 3 * DAY_MS) as EpochMs;
  openEditions(home.database).save({ ...editionOf([]), drawnAtMs }, MORNING);
  home.database.close();
  const edition = async (days: readonly string[]) => {
    mkdirSync(dirname(line.configFile), { recursive: true });
    writeFileSync(line.configFile, `[feeds.morning]\ndays = ${JSON.stringify(days)}\n`);
    const { checks } = JSON.parse((await line.run(['doctor', '--json', '--offline'])).stdout);
    return checks.find(({ name }: { readonly name: string }) => name === 'edition');
  };

  expect((await edition(['sat', 'sun'])).ok).toBe(true);
  expect((await edition(['mon', 'wed', 'fri'])).ok).toBe(true);
  expect((await edition(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).ok).toBe(false);
});
