import { expect, test } from 'vitest';
import { anApp, bodyOf } from '../support/page_app.ts';

test('an edition of another feed than the usual one is headed with its name', async () => {
  const { world, get } = anApp();
  const usual = await bodyOf(get('/'));
  world.database.connection.exec(`update editions set feed = 'birds', feed_settings =
    json_set(feed_settings, '$.filters', json('{"tags":["birds"]}'))`);

  const page = await bodyOf(get('/'));

  expect(usual).not.toContain('<span>feed ');
  expect(usual).toMatch(/out of [\d,]+ unseen</);
  expect(page).toContain('<span>feed birds</span>');
  expect(page).toMatch(/out of [\d,]+ unseen that it lets in</);
});

test('an empty edition of a feed that let nothing in says where its filters stand', async () => {
  const { world, get } = anApp();
  const { connection } = world.database;
  connection.exec('pragma foreign_keys = off; delete from entries');
  const usual = await bodyOf(get('/'));
  connection.exec(`update editions set feed = 'birds', feed_settings =
    json_set(feed_settings, '$.filters', json('{"tags":["birds"]}'))`);

  const page = await bodyOf(get('/'));

  expect(usual).toContain('Nothing stands here.');
  expect(page).toContain('<code>driftline feeds show birds</code>');
  expect(page).not.toMatch(/about \d+ minute/);
});
