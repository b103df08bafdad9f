import type { Surroundings } from './surroundings.ts';

/** What a server hears of us with every request. */
export function userAgentOf({ version }: Pick<Surroundings, 'version'>): string {
  return `Driftline/${version}`;
}
