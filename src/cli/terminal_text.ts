import { styleText } from 'node:util';
import type { Output, Surroundings } from './surroundings.ts';

export interface Ink {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly accent: (text: string) => string;
  /** White on black, whatever the terminal's own colours are. */
  readonly onPaper: (text: string) => string;
}

/** Colours where a person looks (https://no-color.org/), plain text where a program reads. */
export function inkFor(output: Output, env: Surroundings['env']): Ink {
  const isColoured = output.isTerminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
  const ink = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    isColoured ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: ink('bold'),
    dim: ink('dim'),
    accent: ink('cyan'),
    onPaper: ink(['whiteBright', 'bgBlack']),
  };
}

const READABLE_COLUMNS = 78;

/** How wide lines may be: what is there, but no wider than reads well. */
export function widthOf(output: Output): number {
  const columns = output.columns > 0 ? output.columns : READABLE_COLUMNS; // 0: it does not know
  return Math.max(30, Math.min(READABLE_COLUMNS, columns));
}

/** Without control characters, which could steer the terminal. Line breaks stay. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (mark) =>
    mark === '\n' ? mark : '',
  );
}

/**
 * Breaks lines between words, and between letters of scripts that put no spaces there. A longer
 * word stands on a line of its own: an address can be copied whole.
 */
export function wrap(text: string, columns: number, indent: string): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const [word, space] of piecesOf(paragraph)) {
      const longer = line === '' ? word : `${line}${space}${word}`;
      if (columnsOf(longer) > columns - indent.length && line !== '') {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    lines.push(line);
  }
  // What held a line of code or of a list in its place is a usual space to whoever copies it.
  return lines.map((line) => `${indent}${line}`.trimEnd().replaceAll('\u2800', ' ')).join('\n');
}

/** What a line never begins with, in scripts without spaces. */
const CLOSING = /[、。，．！？：；）」』】〉》ー々っゃゅょァィゥェォッャュョ]/u;

/** Words, each with what stands before it on the same line. */
function piecesOf(paragraph: string): readonly (readonly [string, string])[] {
  return paragraph.split(/ +/).flatMap((word) => {
    if (word.search(WIDE) < 0) return [[word, ' '] as const];
    const pieces: string[] = [];
    for (const letter of word) {
      const last = pieces.at(-1);
      const isWord = letter.search(WIDE) < 0 && last !== undefined && last.search(WIDE) < 0;
      if (last !== undefined && (isWord || CLOSING.test(letter)))
        pieces[pieces.length - 1] = `${last}${letter}`;
      else pieces.push(letter);
    }
    return pieces.map((piece, at) => [piece, at === 0 ? ' ' : ''] as const);
  });
}

/**
 * What stands behind a head of a line: broken as `wrap` does, the lines after the first at
 * `indent`. It begins with the blank or the break between the two.
 */
export function wrapAfter(head: string, text: string, columns: number, indent: string): string {
  const place = `${indent}${'x'.repeat(Math.max(1, columnsOf(head) - indent.length))}`;
  const room = place.slice(indent.length);
  return wrap(`${room} ${text}`, columns, indent).slice(place.length);
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/gu;

/** Cells of a terminal: East Asian letters and pictures take two. */
export function columnsOf(text: string): number {
  // Pictures beyond the basic plane are two code units long, which is what they take.
  return text.length + (text.match(WIDE)?.length ?? 0);
}

/** On one line of `columns` cells at most; where it goes on, "…" says so. */
export function cut(text: string, columns: number): string {
  const line = text.replaceAll('\n', ' ');
  if (columnsOf(line) <= columns) return line;
  let kept = '';
  for (const letter of line) {
    if (columnsOf(kept) + columnsOf(letter) >= columns) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

/** A bar of `columns` cells, filled in proportion; some for anything above nothing. */
export function bar(value: number, most: number, columns: number): string {
  if (most <= 0 || value <= 0) return '';
  return '█'.repeat(Math.max(1, Math.round((value / most) * columns)));
}

const LEVELS = '▁▂▃▄▅▆▇█';

/** One small bar for each value. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(1, ...values);
  const level = (value: number) => Math.min(7, Math.floor((value / most) * 7.999));
  return values.map((value) => (value === 0 ? ' ' : LEVELS[level(value)])).join('');
}
