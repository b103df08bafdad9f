import type { Command } from 'commander';
import { DIAL_WORDS, type DialSubject } from '../core/dial.ts';
import { DriftlineError } from '../core/errors.ts';
import { LETTERS_OFF_MAX, nearest } from '../core/nearest.ts';
import type { Database } from '../store/database.ts';
import { openKnownPeople } from '../store/known_people.ts';
import { homeDomainOf, openLogins } from '../store/logins.ts';
import { type DialFace, type DialOptions, turnDial } from './dial_command.ts';
import { readDays } from './option_values.ts';
import type { Surroundings } from './surroundings.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('[person]', 'whom, by their full handle: ada@example.social')
    .argument('[word...]', 'always, more, usual, less, no-boosts or not-until')
    .option('--days <number>', 'for so many days, 1 to 400', readDays)
    .option('--until <time>', 'until then: 2026-12-01, or 2026-12-01T18:30')
    .addHelpText('after', ABOUT)
    .action((person: string | undefined, words: readonly string[], options: DialOptions) =>
      turnDial({ command, surroundings, face: PEOPLE }, { name: person, words, options }),
    );
}

const ABOUT = `
always     a place in every edition, whenever there is something unseen of theirs
more       × 1.5
usual      takes back what you said
less       × 0.5
no-boosts  their boosts bring nothing here, and count for nothing
not-until  nothing of theirs until a day: say which with --until or --days
Without a word it says what holds for them; alone, it lists all your dials.
A day that you name ends it with its first minute, by your time zone.`;

const PEOPLE: DialFace = {
  command: 'people',
  example: 'driftline people ada@example.social less --days 7',
  words: DIAL_WORDS,
  subjectOf: personOf,
};

const PROFILE = /^https?:\/\/([^/]+)\/@([^/@]+)(?:@([^/@]+))?\/?$/;

/** Who is meant. Throws DriftlineError('not_found') with the nearest where nobody is. */
function personOf(database: Database, typed: string): DialSubject {
  if (typed.startsWith('#')) {
    throw new DriftlineError('usage', `${typed} is a tag: "driftline topics ${typed.slice(1)}"`);
  }
  const people = openKnownPeople(database);
  const profile = PROFILE.exec(typed);
  const address = profile === null ? typed : `${profile[2]}@${profile[3] ?? profile[1]}`;
  const handle = address.toLowerCase().replace(/^@/, '');
  const named = handle.includes('@') ? [handle] : homesOf(database).map((at) => `${handle}@${at}`);
  const found = named.map(people.handleOf).find((one) => one !== undefined);
  if (found !== undefined) return { kind: 'account', subject: found };
  const meant = named[0] ?? handle;
  const similar = people.similar(meant, LETTERS_OFF_MAX);
  const near =
    nearest(meant, similar) ?? similar.find((one) => one.split('@')[0] === nameIn(meant));
  const remedy =
    near === undefined
      ? 'give the full handle, as it stands beside their name: ada@example.social'
      : `did you mean ${near}?`;
  throw new DriftlineError('not_found', `nobody called @${meant} is known here: ${remedy}`);
}

/** Where people without a domain live. */
function homesOf(database: Database): readonly string[] {
  return openLogins(database)
    .all()
    .map(homeDomainOf)
    .filter((domain) => domain !== undefined);
}

function nameIn(handle: string): string | undefined {
  return handle.split('@')[0];
}
