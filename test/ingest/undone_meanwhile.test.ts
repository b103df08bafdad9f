import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { parseStatus } from '../../src/core/status.ts';
import { openActions } from '../../src/store/actions.ts';
import { post } from '../support/ingest_home.ts';
import { aSendingHome } from '../support/sending_home.ts';
import { posted } from '../support/small_world.ts';

test('what streamed in before an undoing and is written after it brings nothing back', async () => {
  const home = await aSendingHome([posted(post('p1', 1))]);
  home.run();
  await home.server.passTo(10);
  home.send();
  home.ask('reblog', 'p1');
  await home.server.passTo(10.1);
  const streamed = parseStatus(home.server.statusOf('p1'));
  const streamedAtMs = (home.server.time.now() - 1) as EpochMs;
  home.ask('reblog', 'p1', true);
  await home.server.passTo(10.2);
  const actions = openActions(home.database);

  expect(streamed.reblogged).toBe(true);
  expect(actions.notice(1, streamed, streamedAtMs)).toBe(0);
  expect(home.on('p1').of('reblog').isOn).toBe(false);
  expect(actions.notice(1, streamed, home.server.time.now())).toBe(1); // done anew
});
