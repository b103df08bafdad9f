import type { EpochMs } from '../../core/clock.ts';
import type { Acts } from '../../store/acts.ts';
import type { Backlogs } from '../../store/backlog.ts';
import type { Dials } from '../../store/dials.ts';
import type { Intake } from '../../store/intake.ts';
import type { Reading } from '../../store/reading.ts';
import type { ShownStatuses } from '../../store/shown_statuses.ts';
import type { Acting } from '../acting.ts';
import type { Deeds } from '../deeds.ts';
import type { MediaAddresses } from '../media/media_address.ts';
import type { TimeWords } from './time_words.ts';
import type { ZoneDesk } from './zone_line.tsx';

/** What every page is written with. */
export interface Desk {
  readonly reading: Reading;
  readonly statuses: ShownStatuses;
  readonly intake: Intake;
  readonly backlog: Backlogs;
  readonly acts: Acts;
  readonly acting: Acting;
  readonly dials: Dials;
  readonly deeds: Pick<Deeds, 'last'>;
  readonly media: MediaAddresses;
  readonly words: TimeWords;
  readonly now: () => EpochMs;
  /** The question for the reader's time zone; left out: it is not asked. */
  readonly zone?: ZoneDesk | undefined;
  /** Where posts open: an address with {server} and {id}; left out: at the owner's server. */
  readonly openIn?: string | undefined;
}

/** Something is wrong now; it stands in the head until it is not. */
export interface Trouble {
  /** "Nothing new: your server refused the login". */
  readonly what: string;
  readonly sinceMs?: EpochMs | undefined;
  /** What to do, in a sentence. */
  readonly remedy: string;
}

/** Something a reader must know about these pages as a whole: that they are a demo. */
export interface Notice {
  readonly label: string;
  readonly text: string;
  readonly lines: readonly string[];
  /** Whether it ends with a button that draws. */
  readonly offersDraw?: boolean;
}
