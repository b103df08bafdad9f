import type { Command } from 'commander';
import { type DialSubject, TOPIC_WORDS } from '../core/dial.ts';
import { DriftlineError } from '../core/errors.ts';
import { normaliseSite, normaliseTag } from '../core/status_facts.ts';
import { type DialFace, type DialOptions, turnDial } from './dial_command.ts';
import { readDays } from './option_values.ts';
import type { Surroundings } from './surroundings.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('[topic]', 'a tag, or a site that posts link to: knitting, example.org')
    .argument('[word...]', 'more, usual, less or not-until')
    .option('--days <number>', 'for so many days, 1 to 400', readDays)
    .option('--until <time>', 'until then: 2026-12-01, or 2026-12-01T18:30')
    .addHelpText('after', ABOUT)
    .action((topic: string | undefined, words: readonly string[], options: DialOptions) =>
      turnDial({ command, surroundings, face: TOPICS }, { name: topic, words, options }),
    );
}

const ABOUT = `
more       × 1.5
usual      takes back what you said
less       × 0.5
not-until  nothing of it until a day: say which with --until or --days
What has a dot is a site, all else a tag; in most shells #knitting needs quotes.
Without a word it says what holds for it; alone, it lists all your dials.
A day that you name ends it with its first minute, by your time zone.`;

const TOPICS: DialFace = {
  command: 'topics',
  example: 'driftline topics knitting less --days 7',
  words: TOPIC_WORDS,
  subjectOf: (_, typed) => topicOf(typed),
};

/** What is no tag, whatever the language. */
const BETWEEN_TAGS = /[\s#@/:]/u;

/** A tag or a site; neither need be known, since it may come. */
function topicOf(typed: string): DialSubject {
  if (/^@|^[^/]+@/.test(typed)) {
    throw new DriftlineError('usage', `${typed} is a person: "driftline people ${typed}"`);
  }
  const isSite = !typed.startsWith('#') && typed.includes('.');
  const subject = isSite ? normaliseSite(typed) : normaliseTag(typed);
  if (subject !== undefined && subject !== '' && (isSite || !BETWEEN_TAGS.test(subject)))
    return { kind: isSite ? 'site' : 'tag', subject };
  throw new DriftlineError(
    'usage',
    `"${typed}" is no tag and no site: give one like knitting or example.org`,
  );
}
