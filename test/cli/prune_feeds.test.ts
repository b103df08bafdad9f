import { expect, test } from 'vitest';
import { disk } from '../../src/store/disk.ts';
import { openFiling } from '../../src/store/filing.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { post } from '../support/entries.ts';
import { anOldStore, daysAgo } from '../support/old_store.ts';

/** Somebody who posted once, and that is old enough to go, beside one who posts each day. */
function aStoreWith(settings: string) {
  const store = anOldStore(410, 1);
  const database = openDatabase(store.databaseFile);
  const entry = post({ id: '1', by: 'bob', atMs: daysAgo(405) });
  openFiling(database).file(1, [entry], { atMs: daysAgo(405), how: 'sweep' });
  database.close();
  disk.writePrivate(store.configFile, settings);
  return store;
}

test('what is due its last chance in any feed that draws by itself waits for it', async () => {
  const usual = '[rank]\nfeed = "pictures"\n';
  const store = aStoreWith(`${usual}[feeds.morning]\nat = "05:30"\n`);

  const { stdout } = await store.run(['prune']);
  const drawn = await store.run(['rank', '--feed', 'morning', '--json']);

  expect(stdout).toContain('; 1 kept until their last chance.');
  expect(drawn.stdout).toMatch(/"account":"bob@example\.social".*"last_chance"/);
  expect((await aStoreWith(usual).run(['prune'])).stdout).toContain('none had a last chance.');
});

test('a copy in SQL that is drawn each night keeps what is due in it as the original does', async () => {
  const store = aStoreWith('');
  await store.run(['feeds', 'copy', 'morning', 'mine']);
  const copied = disk.readText(store.configFile) ?? '';
  disk.writePrivate(store.configFile, `[rank]\nfeed = "mine"\n\n${copied}`);

  const { stdout } = await store.run(['prune']);

  expect(stdout).toContain('; 1 kept until their last chance.');
});
