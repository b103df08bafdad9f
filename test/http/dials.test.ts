import { expect, test } from 'vitest';
import { lnMicro } from '../../src/core/dice.ts';
import type { Signals } from '../../src/core/edition.ts';
import { anApp, bodyOf } from '../support/page_app.ts';

/** The page of an edition whose second place was frozen with these signals too. */
function anAppWith(signals: Signals) {
  const { world, get } = anApp();
  world.database.connection
    .prepare('update entries set signals = json_patch(signals, ?) where position = 2')
    .run(JSON.stringify(signals));
  return { line: () => bodyOf(get('/e/1')), why: () => bodyOf(get('/e/1/2/why')) };
}

test('the owner’s word is said above the post that it lifted, and on whom in why', async () => {
  const said = ['@ada@example.social: more', '#knitting: less'];
  const { line, why } = anAppWith({ dial: { value: 1, factor_micro: lnMicro(5), said } });

  expect(await line()).toContain('your word on @ada@example.social: more, on #knitting: less');
  expect(await why()).toContain('your word on @ada@example.social: more, on #knitting: less');
  expect(await why()).toContain('×5.00');
});

test('an edition that was frozen before words were kept says what it can', async () => {
  const { line, why } = anAppWith({ dial: { value: 1, factor_micro: lnMicro(5) } });

  expect(await line()).toContain('you asked for more of this');
  expect(await why()).toMatch(/Your dial<span class="value">more/);
});

test('who stands there by “always” stands there by that word, and not by a turn or dice', async () => {
  const { line, why } = anAppWith({
    dial: { value: 0, factor_micro: 0, said: ['@ada@example.social: always'] },
    always: { value: 1, factor_micro: 0 },
    turn: { value: 3, factor_micro: 0 },
  });

  expect(await line()).toContain('you always want them');
  expect(await why()).toContain('its place is your “always”, which asks for no score');
  expect(await why()).toContain('a place in every edition');
});
