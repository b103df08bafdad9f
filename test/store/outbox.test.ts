import { expect, test } from 'vitest';
import { openOutbox } from '../../src/store/outbox.ts';
import { aPageWorld } from '../support/page_world.ts';

test('a wish that is told twice while it waits is one wish, as it was told first', () => {
  const { database, deps, login } = aPageWorld(1);
  const outbox = openOutbox(database);
  const status = { loginKey: login.loginKey, statusId: '1000', uri: 'https://a.example/1' };
  const nowMs = deps.time.now();
  const later = (ms: number) => (nowMs + ms) as typeof nowMs;
  const wishes = () => database.connection.prepare('select * from outbox').all();

  outbox.ask('reblog', status, false, nowMs);
  const [first] = outbox.due(login.loginKey, later(9));
  outbox.ask('reblog', status, false, later(1));
  outbox.sending(first?.outbox_key as number, later(2));
  outbox.ask('reblog', status, false, later(3));

  const due = outbox.due(login.loginKey, later(9));
  expect(due.map(({ idempotency_key }) => idempotency_key)).toEqual([first?.idempotency_key]);
  expect(wishes()).toHaveLength(1);
});
