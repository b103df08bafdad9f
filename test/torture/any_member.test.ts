import { expect, test } from 'vitest';
import { DriftlineError } from '../../src/core/errors.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { aHome, hours } from '../support/entries.ts';
import { aFilter } from '../support/owner_home.ts';
import { boostJson, statusJson } from './good_material.ts';

/** What may stand where something else is due; the first two have no text at all. */
const ODD: readonly unknown[] = [
  { toString: 1, valueOf: 1 },
  [[{ toString: 1, valueOf: 1 }]],
  { length: 3 },
  [null],
  [],
  null,
  true,
  -1,
  1e300,
  '',
  'x',
];

type Json = Readonly<Record<string, unknown>>;

/** Akkoma's kind of quote stands in the place itself (mastodon-api.md, section 5.1). */
const MATERIAL: readonly Json[] = [
  statusJson(0),
  boostJson(0),
  { ...statusJson(1), quote: statusJson(2) },
];

/** `json` once for each member at any depth, and each odd thing in its place. */
function* spoiled(json: unknown, name = ''): Generator<{ name: string; json: unknown }> {
  if (typeof json !== 'object' || json === null) return;
  for (const [key, value] of Object.entries(json)) {
    const put = (other: unknown) =>
      Array.isArray(json) ? json.with(Number(key), other) : { ...json, [key]: other };
    for (const odd of ODD) yield { name: `${name}.${key} ${JSON.stringify(odd)}`, json: put(odd) };
    for (const inner of spoiled(value, `${name}.${key}`))
      yield { name: inner.name, json: put(inner.json) };
  }
}

test('whatever stands in any one member, a status is filed, or refused with a reason', () => {
  const { database, login, filing } = aHome();
  openOwnerWords(database).filters(login.loginKey, [aFilter('spider')], hours(0));
  const tripped: string[] = [];
  let filed = 0;
  let refused = 0;
  for (const { name, json } of MATERIAL.flatMap((one) => [...spoiled(one)])) {
    const atMs = hours(1 + filed + refused); // each is news
    try {
      filing.file(login.loginKey, [parseHomeEntry(json)], { atMs, how: 'sweep' });
      filed += 1;
    } catch (error) {
      if (error instanceof DriftlineError && error.code === 'invalid') refused += 1;
      else tripped.push(`${name}: ${error}`);
    }
  }

  expect(tripped).toEqual([]);
  expect([filed > 2_000, refused > 100]).toEqual([true, true]);
});
