import { type Grammar, readGrammar } from './grammar.ts';
import { HINDI, JAPANESE } from './grammar_asian.ts';
import { FRENCH, GERMAN } from './grammar_german_french.ts';
import { ITALIAN, PORTUGUESE, SPANISH } from './grammar_romance.ts';
import { GREEK, RUSSIAN } from './grammar_russian_greek.ts';
import { ARABIC, HEBREW } from './grammar_semitic.ts';

/**
 * Every language but English: `say`, `ask`, `reply`, `share`, `grumble`, `spoiler`, `poll`, `tags`.
 */
const TEXTS: Readonly<Record<string, string>> = {
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
  pt: PORTUGUESE,
  it: ITALIAN,
  ja: JAPANESE,
  hi: HINDI,
  ar: ARABIC,
  he: HEBREW,
  ru: RUSSIAN,
  el: GREEK,
};

const grammars = new Map<string, Grammar>();

export function languageGrammar(language: string): Grammar {
  const known = grammars.get(language);
  if (known !== undefined) return known;
  const text = TEXTS[language];
  if (text === undefined) throw new RangeError(`Nobody in the demo speaks "${language}".`);
  const grammar = readGrammar(text);
  grammars.set(language, grammar);
  return grammar;
}
