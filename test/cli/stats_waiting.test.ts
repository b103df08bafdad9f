import { expect, test } from 'vitest';
import { anOldStore } from '../support/old_store.ts';

test('whose posts were all offered is said to have something unseen, not to wait for a turn', async () => {
  const store = anOldStore(3, 1);
  await store.run(['rank', '--size', '20']);

  const { stdout } = await store.run(['stats']);

  expect(stdout).toMatch(/ {2}with something unseen +1 /);
  expect(stdout).not.toContain('waiting for a turn');
});
