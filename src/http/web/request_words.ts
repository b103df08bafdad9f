import type { Context } from 'hono';
import { LANES } from '../../core/edition.ts';

/** Undefined where `word` is no whole number above 0, or a very large one. */
export function wholeNumber(word: string | undefined): number | undefined {
  return word !== undefined && /^[1-9]\d{0,8}$/.test(word) ? Number(word) : undefined;
}

/** `3,4,7`; what is no position is passed over. */
export function positionsOf(words: string | undefined): readonly number[] {
  return (words ?? '')
    .split(',')
    .map(wholeNumber)
    .filter((position): position is number => position !== undefined);
}

export function laneOf(word: string | undefined): string | null {
  return word === 'offered' || LANES.some((lane) => lane === word) ? (word as string) : null;
}

/** A path of this server and nothing else: `//elsewhere` and `/\elsewhere` lead away. */
export function localPath(path: string): string {
  return /^\/(?![/\\])[\w\-./?=&%,+*:@~]*(?:#[\w-]*)?$/.test(path) ? path : '/';
}

/**
 * Whether somebody has the answer before their eyes, so that it counts: not what a browser fetches
 * ahead, asks for without a body, or what another site opens by itself, without anybody's click.
 */
export function isLookedAt(c: Context): boolean {
  if (c.req.method === 'HEAD') return false;
  if (c.req.header('sec-purpose') !== undefined) return false;
  const site = c.req.header('sec-fetch-site') ?? 'none';
  const isFromElsewhere = site !== 'none' && site !== 'same-origin';
  return !isFromElsewhere || c.req.header('sec-fetch-user') === '?1';
}
