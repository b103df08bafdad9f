import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  catches,
  type Filter,
  fromOlderFilter,
  readFilter,
  searchedIn,
} from '../../src/core/filter.ts';

const filter = (more: object) => ({
  id: '1',
  title: 'a filter',
  context: ['home'],
  expires_at: null,
  filter_action: 'warn',
  keywords: [],
  statuses: [],
  ...more,
});
const word = (keyword: string, whole_word = false) =>
  filter({ keywords: [{ id: '1', keyword, whole_word }] });

function isCaught(json: object, status: object): boolean {
  const read = readFilter(json);
  return read !== undefined && catches(read, searchedIn({ id: '9', ...status }));
}
const says = (text: string) => ({ content: `<p>${text}</p>` });

test('a keyword is found anywhere, in whatever case', () => {
  expect(isCaught(word('ÄRGER'), says('viel ärgerliches'))).toBe(true);
  expect(isCaught(word('ärger'), says('friede'))).toBe(false);
});

test('a whole word ends where letters, marks, digits and underscores do, in every script', () => {
  expect(isCaught(word('кот', true), says('мой кот спит'))).toBe(true);
  expect(isCaught(word('кот', true), says('который'))).toBe(false);
  expect(isCaught(word('cafe', true), says('cafe\u0301'))).toBe(false);
  expect(isCaught(word('cat', true), says('cat_food'))).toBe(false);
  expect(isCaught(word('cat', true), says('(cat)'))).toBe(true);
});

test('an end of a keyword that is no word character needs no boundary', () => {
  expect(isCaught(word('#cat', true), says('so#cat'))).toBe(true);
  expect(isCaught(word('#cat', true), says('#cats'))).toBe(false);
  expect(isCaught(word('c++', true), says('c++11'))).toBe(true);
});

test('what a keyword means to a regular expression means nothing', () => {
  expect(isCaught(word('a.c|[x'), says('abc'))).toBe(false);
  expect(isCaught(word('a.c|[x'), says('A.C|[X'))).toBe(true);
});

test('any keyword is found in itself, whole or not', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 30 }), fc.boolean(), (keyword, isWhole) => {
      expect(isCaught(word(keyword, isWhole), { spoiler_text: keyword })).toBe(true);
    }),
    { seed: 42 },
  );
});

test('warning, text, poll options and descriptions of media are searched, and the quoted status', () => {
  const spider = word('spider');
  const places = [
    { spoiler_text: 'Spiders!' },
    says('a <b>spi</b>der'),
    { poll: { options: [{ title: 'spider' }] } },
    { media_attachments: [{ description: null }, { description: 'a spider' }] },
    { quote: { state: 'accepted', quoted_status: { id: '8', ...says('spider') } } },
  ];

  expect(places.map((place) => isCaught(spider, place))).toEqual(places.map(() => true));
  expect(isCaught(spider, { account: { note: 'spider' }, card: { title: 'spider' } })).toBe(false);
});

test('text is read as the server reads it: entities, line breaks, addresses in full', () => {
  expect(isCaught(word('r&d'), says('R&amp;D'))).toBe(true);
  expect(isCaught(word("it's"), says('it&#x27;s'))).toBe(true);
  expect(isCaught(word('bad.example/page'), says(LINK))).toBe(true);
  expect(isCaught(word('onetwo'), says('one<br>two'))).toBe(false);
});
const LINK =
  '<a href="https://bad.example/page"><span class="invisible">https://</span><span class="ellipsis">bad.example/pa</span><span class="invisible">ge</span></a>';

test('letters that fold to several are found as the server finds them', () => {
  expect(isCaught(word('STRASSE'), says('eine Straße'))).toBe(true);
  expect(isCaught(word('straße', true), says('STRASSE'))).toBe(true);
  expect(isCaught(word('ﬁn', true), says('la FIN'))).toBe(true);
  expect(isCaught(word('οδος', true), says('ΟΔΟΣ'))).toBe(true);
  expect(isCaught(word('ılık'), says('ilik'))).toBe(false);
});

test('full-width letters are letters of their own, in either case', () => {
  expect(isCaught(word('ｃａｔ', true), says('a ＣＡＴ'))).toBe(true);
  expect(isCaught(word('cat', true), says('ａcat'))).toBe(false);
  expect(isCaught(word('cat'), says('ＣＡＴ'))).toBe(false);
});

test('a whole word ends before a raised or circled number, and not before a letter in a ring', () => {
  expect(isCaught(word('cat', true), says('cat²'))).toBe(true);
  expect(isCaught(word('cat', true), says('①cat'))).toBe(true);
  expect(isCaught(word('cat', true), says('Ⓐcat'))).toBe(false);
  expect(isCaught(word('cat', true), says('cat२'))).toBe(false);
  expect(isCaught(word('cat', true), says('cat‿nap'))).toBe(false);
});

test('entities are characters, by name or number, and what is none is text', () => {
  expect(isCaught(word("it's"), says('it&apos;s'))).toBe(true);
  expect(isCaught(word('café'), says('CAF&Eacute;'))).toBe(true);
  expect(isCaught(word('“so…”'), says('&ldquo;so&hellip;&rdquo;'))).toBe(true);
  expect(isCaught(word('φως'), says('&phi;&omega;&sigmaf;'))).toBe(true);
  expect(isCaught(word('a<b'), says('a&#60;b'))).toBe(true);
  expect(isCaught(word('&lt;'), says('&amp;lt;'))).toBe(true);
  expect(isCaught(word('&bogus; &#xffffff;'), says('&bogus; &#xffffff;'))).toBe(true);
});

test('a status that a filter names is caught, also where it is quoted', () => {
  const named = filter({ statuses: [{ id: '1', status_id: '77' }] });

  expect(isCaught(named, { id: '77' })).toBe(true);
  expect(isCaught(named, { quote: { quoted_status: { id: '77' } } })).toBe(true);
  expect(isCaught(named, { id: '78' })).toBe(false);
});

test('only filters for the home count, and unknown actions warn', () => {
  const elsewhere = filter({ context: ['public', 'thread'] });

  expect(readFilter(elsewhere)).toBeUndefined();
  expect(readFilter(filter({ filter_action: 'explode' }))?.effect).toBe('warn');
  expect(readFilter(filter({ filter_action: 'blur' }))?.effect).toBe('blur');
  expect(readFilter(filter({ expires_at: '2026-11-01T00:00:00.000Z' }))?.untilMs).toBe(
    Date.UTC(2026, 10, 1),
  );
});

test('a filter without keywords, or with an empty one, catches nothing', () => {
  expect(isCaught(filter({}), says('anything'))).toBe(false);
  expect(isCaught(word(''), says('anything'))).toBe(false);
});

test('the older kind of filter does what it did', () => {
  const older = { id: '5', phrase: 'sport', context: ['home'], whole_word: true, expires_at: null };

  const hiding = readFilter(fromOlderFilter({ ...older, irreversible: true }));

  expect(hiding?.effect).toBe('hide');
  expect(isCaught(fromOlderFilter(older), says('Sport!'))).toBe(true);
  expect(isCaught(fromOlderFilter(older), says('Sportler'))).toBe(false);
});

test('of many words of all kinds in one filter each is found as if it stood alone', () => {
  const words = ['cat', 'cats', '#cat', 'c++', '+cat', '+', 'кот', 'a|b'];
  const texts = [
    'cat',
    'cats',
    'catsup',
    '#cat',
    'so#cats',
    'c++11',
    '1+cat',
    'котик',
    'кот',
    'a|b c',
  ];
  const keywords = words.flatMap((keyword) => [
    { id: keyword, keyword, whole_word: true },
    { id: keyword, keyword: `${keyword}!`, whole_word: false },
  ]);
  const alone = (text: string) =>
    keywords.some((keyword) => isCaught(filter({ keywords: [keyword] }), says(text)));

  const together = texts.map((text) => isCaught(filter({ keywords }), says(text)));

  expect(together).toEqual(texts.map(alone));
  expect(new Set(together)).toEqual(new Set([true, false]));
});

test('five hundred whole words take no more than a few times what five hundred words do', () => {
  const text = 'The quick brown fox jumps over the lazy dog. '.repeat(10);
  const quickestMs = (whole_word: boolean) => {
    const keywords = Array.from({ length: 500 }, (_, nth) => ({
      id: String(nth),
      keyword: `word${nth}x`,
      whole_word,
    }));
    const read = readFilter(filter({ keywords })) as Filter;
    const took = Array.from({ length: 30 }, (_, nth) => {
      const beganMs = performance.now();
      for (let post = 0; post < 5; post += 1) catches(read, [{ id: '9', text: `${text}${nth}` }]);
      return performance.now() - beganMs;
    });
    return Math.min(...took);
  };

  const ratio = quickestMs(true) / quickestMs(false);

  expect(ratio).toBeLessThan(30); // 130 where each looked around by itself
});
