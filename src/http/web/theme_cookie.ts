import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Theme } from './layout.tsx';

const NAME = 'driftline_theme';
const YEAR_S = 31_536_000;

export function themeIn(c: Context): Theme {
  return themeOf(getCookie(c, NAME));
}

/** Any other word than those of a theme means the system's. */
export function keepTheme(c: Context, word: string): void {
  setCookie(c, NAME, themeOf(word), {
    path: '/',
    maxAge: YEAR_S,
    sameSite: 'Strict',
    httpOnly: true,
  });
}

function themeOf(word: string | undefined): Theme {
  return word === 'light' || word === 'dark' ? word : 'system';
}
