import type { Edition } from '../../core/edition.ts';
import type { Feed } from '../../core/feed.ts';
import type { Steps } from '../../core/sliders.ts';

/** A feed as the page shows it. */
export interface FeedOnPage {
  /** As the owner's settings have it. */
  readonly feed: Feed;
  /** Where its sliders stand. */
  readonly steps: Steps;
  /** The one that is drawn where none is named. */
  readonly isUsual: boolean;
  /** "each night at 05:30"; undefined: only when it is asked for. */
  readonly drawn: string | undefined;
}

/** The feeds, and what the sliders do to them, wherever that is kept and drawn. */
export interface FeedsDesk {
  readonly list: () => Promise<readonly FeedOnPage[]>;
  /** Two dry draws of one moment with the same dice: as the feed is now, and as it would be. */
  readonly compare: (name: string, steps: Steps) => Promise<Compared>;
  readonly save: (name: string, steps: Steps) => Promise<void>;
  /** Where the sliders are kept, and the settings that they go over. */
  readonly file: string;
  readonly settingsFile: string;
}

export interface Compared {
  readonly was: Edition;
  readonly is: Edition;
}
