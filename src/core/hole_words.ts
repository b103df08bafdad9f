import { counted } from './counted.ts';

/** What is told of a hole beside its ends. */
export interface HoleStanding {
  readonly state: 'open' | 'swept' | 'crawled';
  /** Whether it has an end yet. */
  readonly hasEnded: boolean;
  /** Arrivals found in it afterwards. */
  readonly recovered: number;
  /** Authors and tags that are to be read for it, and how many of them are settled. */
  readonly turns: number;
  readonly settled: number;
  /** What a crawl could not prove. */
  readonly unproven: readonly string[];
}

/** A recording tells that a hole was crawled, and not what that left unproven. */
const ALWAYS_UNPROVEN = 'boosts that your server grouped away';

/** The only thing unproven of a hole at a server that the owner left. */
export const LEFT_SERVER = 'all that is not here: you left that server';

/** "62 % of its authors are read, 1,204 arrivals found" and the like: one phrase, no full stop. */
export function standingWords(hole: HoleStanding): string {
  const found = `${counted(hole.recovered, 'arrival')} found`;
  switch (hole.state) {
    case 'swept':
      return `filled, ${found}`;
    case 'crawled': {
      if (hole.unproven.includes(LEFT_SERVER))
        return `${found}; you left that server before the rest`;
      const unproven = hole.unproven.length === 0 ? [ALWAYS_UNPROVEN] : hole.unproven;
      return `every author is read, ${found}; what cannot be proven: ${unproven.join(', ')}`;
    }
    case 'open':
      if (!hole.hasEnded) return 'it lasts';
      if (hole.turns === 0) return `${found}; its authors are not read yet`;
      return `${percentRead(hole)} % of its authors are read, ${found}`;
  }
}

/** Rounded down: 100 is only said when everybody is read. */
function percentRead({ turns, settled }: Pick<HoleStanding, 'turns' | 'settled'>): number {
  return turns === 0 ? 0 : Math.floor((100 * settled) / turns);
}
