import { READ_ONLY } from '../../src/http/acting.ts';
import { type EditionFile, editionFile } from '../../src/http/web/edition_file.tsx';
import { timeWords } from '../../src/http/web/time_words.ts';
import { openActs } from '../../src/store/acts.ts';
import { openBacklog } from '../../src/store/backlog.ts';
import { openDials } from '../../src/store/dials.ts';
import { openIntake } from '../../src/store/intake.ts';
import { openReading } from '../../src/store/reading.ts';
import { openShownStatuses } from '../../src/store/shown_statuses.ts';
import type { PageWorld } from './page_world.ts';

/** An edition of a world as a file, with media addresses that must not get into it. */
export function writtenEdition({ database, deps }: PageWorld, edition: number): EditionFile {
  const reading = openReading(database);
  const desk = {
    reading,
    statuses: openShownStatuses(database),
    intake: openIntake(database),
    backlog: openBacklog(database),
    media: { of: () => '/media/should/never/stand', read: () => undefined },
    acts: openActs(database),
    acting: READ_ONLY,
    dials: openDials(database),
    deeds: { last: () => undefined },
    words: timeWords('UTC', deps.time.now),
    now: deps.time.now,
  };
  const head = reading.head(edition);
  if (head === undefined) throw new RangeError(`no edition ${edition}`);
  return editionFile(desk, head);
}
