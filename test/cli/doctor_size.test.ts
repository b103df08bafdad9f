import { expect, test } from 'vitest';
import { anOldStore } from '../support/old_store.ts';

test('doctor and stats say one size of the file', async () => {
  const { run } = anOldStore(20, 1);

  const { checks } = JSON.parse((await run(['doctor', '--offline', '--json'])).stdout);
  const found = checks.find(({ name }: { name: string }) => name === 'disk');
  const { stdout } = await run(['stats']);

  const [size] = /\d[\d.]* [kMG]B$/.exec(found.detail) as RegExpExecArray;
  expect(stdout).toMatch(new RegExp(`the file +${size}\\b`));
});
