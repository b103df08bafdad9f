import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { aHome, hours, post, statusJson } from '../support/entries.ts';

// What docs/signals.md says of languages.

const NOW = hours(240);

interface Words {
  readonly by?: string;
  readonly language?: string | null;
}

/** Of forty posts that were seen, each by somebody of their own, the twenty in "pt" were liked. */
function aHomeOfReaders(liked: readonly string[] = ['pt']) {
  const home = aHome();
  const [actions, exposures] = [openActions(home.database), openExposures(home.database)];
  const say = (id: string, { by = `author${id}`, language = null }: Words = {}) => {
    const words = { id, by, atMs: hours(100), more: { language } };
    home.receive(post(words), words.atMs);
    return statusJson(words).uri;
  };
  const see = (id: string, words: Words, isLiked = false) => {
    const uri = say(id, words);
    exposures.record([{ uri, kind: 'seen', atMs: NOW, via: 'page' }]);
    if (isLiked) actions.record({ loginKey: 1, statusId: id, uri, kind: 'favourite', atMs: NOW });
  };
  for (let nth = 0; nth < 20; nth += 1) {
    see(`1${nth}`, { language: nth % 2 ? 'pt' : 'pt-BR' }, liked.includes('pt'));
    see(`2${nth}`, { language: 'ja' });
  }
  const signalsOf = () => {
    const { entries, passedOver } = drawEdition({
      ...{ database: home.database, feed: { ...MORNING, size: 200 }, seed: 'x' },
      ...{ nowMs: NOW, dryRun: true },
    });
    const all = [...entries, ...passedOver];
    return (id: string) => all.find(({ uri }) => uri.endsWith(`/${id}`))?.signals;
  };
  return { say, see, signalsOf };
}

const usual = (acts: number, seen: number) => (acts + 2) / (seen + 40);
/** Of `all` that was seen. */
const ofLanguage = (acts: number, seen: number, all: number, g: number) =>
  (acts + (2 * seen) / all + 30 * g) / (seen + (40 * seen) / all + 30) / g;

test('of whom nothing was seen is weighed what was done with others in their language', () => {
  const { say, signalsOf } = aHomeOfReaders();
  say('30', { language: 'pt' });
  say('31', { language: 'ja-JP' });
  say('32');
  say('33', { language: 'tlh' });

  const signals = signalsOf();

  const g = usual(20, 40);
  expect(signals('30')?.language?.value).toBeCloseTo(ofLanguage(20, 20, 40, g), 3);
  expect(signals('31')?.language?.value).toBeCloseTo(ofLanguage(0, 20, 40, g), 3);
  for (const id of ['32', '33'])
    expect(signals(id)?.language).toEqual({ value: 1, factor_micro: 0 });
  for (const id of ['30', '31', '32', '33']) {
    const { value, factor_micro = 0 } = signals(id)?.language ?? {};
    expect(Math.exp(factor_micro / 1e6)).toBeCloseTo(value ?? 0, 3);
    expect(signals(id)?.affinity).toEqual({ value: 1, factor_micro: 0 });
  }
});

test('the more was seen of somebody, the less their language says', () => {
  const { say, see, signalsOf } = aHomeOfReaders();
  for (let nth = 0; nth < 45; nth += 1) see(`4${nth}`, { by: 'ada', language: 'ja' }, nth < 30);
  say('50', { by: 'ada', language: 'ja' });

  const { affinity, language } = signalsOf()('50') ?? {};

  const g = usual(50, 85);
  const lift = ofLanguage(30, 65, 85, g);
  expect(affinity?.value).toBeCloseTo((30 + 15 * g) / 60 / g, 3);
  expect(language?.value).toBeCloseTo((30 + 15 * g * lift) / (30 + 15 * g), 3);
});

test('it is the language in which somebody writes most, whatever this post is in', () => {
  const { say, signalsOf } = aHomeOfReaders();
  for (const [id, language] of Object.entries({ 60: 'ja', 61: 'pt', 62: 'pt', 63: null }))
    say(id, { by: 'eve', language });

  const signals = signalsOf();

  const lifts = ['60', '61', '62', '63'].map((id) => signals(id)?.language?.value);
  expect(new Set(lifts).size).toBe(1);
  expect(lifts[0]).toBeCloseTo(ofLanguage(20, 20, 40, usual(20, 40)), 3);
});

test('who does nothing with anything they read favours no language', () => {
  const { say, see, signalsOf } = aHomeOfReaders([]);
  for (let nth = 0; nth < 160; nth += 1) see(`7${nth}`, { language: 'en' });
  say('80', { language: 'en' });
  say('81', { language: 'tlh' });
  say('82');

  const signals = signalsOf();

  for (const id of ['80', '81', '82'])
    expect(signals(id)?.language).toEqual({ value: 1, factor_micro: 0 });
});

test('what is said to be of no language is, and capitals make no other', () => {
  const { say, see, signalsOf } = aHomeOfReaders();
  for (let nth = 0; nth < 20; nth += 1) see(`8${nth}`, { language: nth % 2 ? 'und' : 'zxx' }, true);
  say('90', { language: 'und' });
  say('91', { language: 'zxx' });
  say('92', { language: '' });
  say('93', { language: 'PT-BR' });

  const signals = signalsOf();

  for (const id of ['90', '91', '92'])
    expect(signals(id)?.language).toEqual({ value: 1, factor_micro: 0 });
  expect(signals('93')?.language?.value).toBeCloseTo(ofLanguage(20, 20, 60, usual(40, 60)), 3);
});
