import { resolve } from 'node:path';
import type { Time } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { counted } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import { READ_ONLY } from '../http/acting.ts';
import { editionFile, leftOutWords } from '../http/web/edition_file.tsx';
import { timeWords } from '../http/web/time_words.ts';
import { openActs } from '../store/acts.ts';
import { openBacklog } from '../store/backlog.ts';
import type { Database } from '../store/database.ts';
import { openDials } from '../store/dials.ts';
import { openIntake } from '../store/intake.ts';
import { type EditionHead, openReading } from '../store/reading.ts';
import { openShownStatuses } from '../store/shown_statuses.ts';
import { isOfDatabase } from './own_files.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { timezoneOf } from './timezone.ts';

const STANDARD_OUTPUT = '-';

export interface Writing {
  readonly database: Database;
  readonly head: EditionHead;
  readonly config: Config;
  /** A file, or `-`. */
  readonly place: string;
}

/** `edition --html`: one page that needs nothing but itself. */
export async function writeEdition(
  { database, head, config, place }: Writing,
  session: Session,
  { time, files, stdout }: Surroundings,
): Promise<void> {
  if (place !== STANDARD_OUTPUT) mustNotBeOurs(place, session);
  else if (session.asJson) {
    throw new DriftlineError('usage', '--html - and --json both print: name a file with --html');
  }
  const { html, posts, leftOut } = onePage({ database, head, config }, time);
  if (place === STANDARD_OUTPUT) return stdout.write(html);
  files.writeText(place, html);
  if (session.asJson) {
    session.answer({ edition: head.edition, file: place, posts, left_out: leftOut });
    return;
  }
  session.say(`Edition ${head.edition} is in ${place}: ${counted(posts, 'post')}.`);
  if (leftOut > 0) session.say(leftOutWords(leftOut));
}

/** An edition as one page; what is not public is left out, and counted. */
export function onePage({ database, head, config }: Omit<Writing, 'place'>, { now }: Time) {
  const desk = {
    reading: openReading(database),
    statuses: openShownStatuses(database),
    intake: openIntake(database),
    backlog: openBacklog(database),
    media: { of: () => undefined, read: () => undefined },
    acts: openActs(database),
    acting: READ_ONLY,
    dials: openDials(database),
    deeds: { last: () => undefined },
    words: timeWords(timezoneOf(config), now),
    now,
  };
  return editionFile(desk, head);
}

/** A slip of the hand must not cost years of reading. */
function mustNotBeOurs(place: string, session: Session): void {
  const { databaseFile, configFile, credentialsFile } = session;
  const settings = [configFile, credentialsFile].map((file) => resolve(file));
  const isOurs = settings.includes(resolve(place)) || isOfDatabase(place, databaseFile);
  if (place.trim() !== '' && !isOurs) return;
  throw new DriftlineError('usage', `--html "${place}" is no place for a page: name another file`);
}
