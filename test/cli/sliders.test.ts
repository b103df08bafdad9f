import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { feedsOnPage } from '../../src/cli/feeds_on_page.ts';
import { disk } from '../../src/store/disk.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine } from '../support/command_line.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { importLines, line } from '../support/recording.ts';
import { aRunningPage } from '../support/running.ts';

const REST = { age: 0, chance: 0, strangers: 0, quiet: 0, length: 0 };
const OWN = '# Mine, with care.\n[feeds.morning]\nsize = 60\n';

function aDesk() {
  const line = aCommandLine();
  const { configFile, databaseFile, home } = line;
  const slidersFile = `${home}/.config/driftline/sliders.toml`;
  disk.makeFolder(`${home}/.config/driftline`);
  disk.makeFolder(`${home}/.local/share/driftline`);
  disk.writeText(configFile, OWN);
  openDatabase(databaseFile).close();
  const config = async () => {
    throw new Error('not asked');
  };
  const session = { configFile, slidersFile, databaseFile, config } as never;
  return { ...line, slidersFile, desk: feedsOnPage(session, line.surroundings()) };
}

test('saved sliders are what every command draws with, and the settings stay byte for byte', async () => {
  const { desk, json, configFile, slidersFile } = aDesk();

  await desk.save('morning', { ...REST, length: 1, chance: -1 });
  const listed: { feed: string; size: number }[] = await json('feeds');

  expect(readFileSync(configFile, 'utf8')).toBe(OWN);
  expect(readFileSync(slidersFile, 'utf8')).toContain('size = 90');
  expect(listed.find(({ feed }) => feed === 'morning')?.size).toBe(90);
  expect((await desk.list()).find(({ isUsual }) => isUsual)?.steps).toEqual({
    ...REST,
    length: 1,
    chance: -1,
  });
});

test('sliders at rest leave no file behind, and those of other feeds stay', async () => {
  const { desk, slidersFile } = aDesk();
  await desk.save('morning', { ...REST, age: 1 });
  await desk.save('pictures', { ...REST, quiet: 2 });

  await desk.save('morning', REST);
  const left = readFileSync(slidersFile, 'utf8');
  await desk.save('pictures', REST);

  expect(left).toContain('[feeds.pictures.exponents]');
  expect(left).not.toContain('morning');
  expect(disk.exists(slidersFile)).toBe(false);
});

test('what the sliders say over the settings is named with its file', async () => {
  const { desk, json, run, databaseFile, slidersFile, home } = aDesk();
  await desk.save('morning', { ...REST, strangers: -3, length: 1 });
  const database = openDatabase(databaseFile);
  const stranger = statusJson({ id: '2', by: 'stranger', atMs: hours(2) });
  await importLines(database, [
    line(hours(0), 'owner', { ...account('me'), id: '1' }),
    line(hours(1), 'update', statusJson({ id: '1', by: 'ada', atMs: hours(1) })),
    line(hours(2), 'update', { ...stranger, id: 'b', account: account('ada'), reblog: stranger }),
  ]);
  database.close();
  await run(['rank', '--now', '2026-11-02T06:00:00.000Z']);

  const [listed] = await json('feeds');
  const shown = await run(['feeds', 'show', 'morning']);
  const explained = await run(['explain', '2']);
  const served = await aRunningPage(['serve', '--db', databaseFile], { HOME: home });
  const page = await served.read('why-not?address=2');
  disk.writeText(slidersFile, '[feeds.morning]\n\nsize = "long"\n');
  const checked = await run(['feeds', 'check']);

  expect(listed.slid.toSorted()).toEqual(['boosted', 'size', 'stranger']);
  expect((await run(['feeds'])).stderr).toContain('sliders.toml, line 3: feeds.morning.size must');
  expect(shown.stdout).toMatch(/^size = 90 +# from sliders.toml, which goes over config.toml/m);
  expect(shown.stdout).toMatch(/^spacing = \d+$/m);
  expect(explained.stdout).toContain('It would stand with boosted =');
  expect(explained.stdout).toContain(
    'boosted stands in sliders.toml, which goes over config.toml.',
  );
  expect(page).toContain('boosted stands in sliders.toml, which goes over config.toml.');
  expect(page).toContain('<a href="/feeds/morning">Its slider</a>');
  expect(checked.exitCode).toBe(1);
  expect(checked.stdout).toMatch(/sliders.toml, line 3:\s+feeds.morning.size must/);
});
