import { expect, test } from 'vitest';
import { until } from '../support/wall_time.ts';
import { aListeningHome, frameOf, plainStatus } from './listening_home.ts';

const FRAMES = 40; // of a megabyte each: more than is kept while nothing can be written

test('what was too much to keep while nothing could be written is a hole', async () => {
  const home = await aListeningHome(() => '[]', 20);
  const { connection } = home.database;
  await home.settled('before');

  connection.pragma('query_only = on');
  const content = 'x'.repeat(2 ** 20);
  for (let nth = 0; nth < FRAMES; nth += 1)
    await home.server.push(frameOf({ ...plainStatus(`large${nth}`), content }));
  await until('some were dropped', () => home.warned().includes('ingest.dropped'));
  connection.pragma('query_only = off');
  await home.settled('after');
  await until('the hole is told', () => home.count('holes where to_ms is not null') > 0);

  const stored = home.count("arrivals where server_id like 'large%'");
  expect(home.warned().filter((event) => event === 'ingest.cannot_write')).toHaveLength(1);
  expect([home.end(), stored < FRAMES]).toEqual(['goes on', true]);
});
