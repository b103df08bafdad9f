import { encode } from 'uqr';
import type { Ink } from './terminal_text.ts';

const QUIET_MODULES = 2;

/**
 * A QR code in half blocks, two rows of modules to a line. Light is drawn and dark is left, so that
 * it reads on a dark terminal without colours; with them it is dark on light anywhere.
 */
export function qrLines(words: string, ink: Pick<Ink, 'onPaper'>): readonly string[] {
  const { data } = encode(words, { ecc: 'L', border: QUIET_MODULES });
  const lines: string[] = [];
  for (let y = 0; y < data.length; y += 2) {
    const upper = data[y] ?? [];
    const lower = data[y + 1] ?? upper.map(() => true);
    const cells = upper.map((isDark, x) => cellOf(!isDark, lower[x] === false));
    lines.push(ink.onPaper(cells.join('')));
  }
  return lines;
}

function cellOf(isUpperLight: boolean, isLowerLight: boolean): string {
  if (isUpperLight) return isLowerLight ? '█' : '▀';
  return isLowerLight ? '▄' : ' ';
}
