import { dirname } from 'node:path';
import type { Command } from 'commander';
import { examineConfig, sentenceOf } from '../core/config.ts';
import { LIMIT_SECONDS } from '../core/config_feeds.ts';
import { DriftlineError } from '../core/errors.ts';
import { FEED_NAME, FEED_NAME_RULE, type Feed } from '../core/feed.ts';
import { feedToml } from '../core/feed_toml.ts';
import { SHIPPED_FEEDS } from '../core/shipped_feeds.ts';
import { pipelineSql } from '../rank/own_pipeline.ts';
import { feedToDraw, sqlPlace } from './feed_to_draw.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Makes a feed the owner's: its SQL goes into a file, all its settings into config.toml, under a
 * name of its own.
 */
export async function copyFeed(
  command: Command,
  surroundings: Surroundings,
  [from, name]: readonly [from: string, name: string],
): Promise<void> {
  if (!FEED_NAME.test(name))
    throw new DriftlineError('usage', `the copy ${FEED_NAME_RULE}, not "${name}"`);
  const session = openSession(command, surroundings);
  const config = await session.config();
  const feed = feedToDraw(config, [from, 'feeds copy'], session, surroundings);
  if (config.ownFeeds.includes(name)) {
    const remedy = 'name the copy otherwise, or take that one out first';
    throw new DriftlineError('usage', `${session.configFile} has a feed "${name}": ${remedy}`);
  }
  // What its settings leave unsaid, filters say, would be those of the feed that ships.
  if (name !== from && Object.hasOwn(SHIPPED_FEEDS, name)) {
    const what = `a feed "${name}" comes with Driftline`;
    throw new DriftlineError('usage', `${what}: name the copy otherwise`);
  }
  const copy = copyOf(feed, name, command.opts<CopyOptions>(), { session, surroundings });
  const { files } = surroundings;
  const written = files.readText(session.configFile) ?? '';
  const added = addedTo(written, copy.feed);
  await mustBeWell(written + added, session.configFile);
  if (copy.sql !== undefined) {
    files.makeFolder(dirname(copy.sql.place));
    files.writeText(copy.sql.place, copy.sql.text);
  }
  files.makeFolder(dirname(session.configFile));
  files.appendText(session.configFile, added);
  const sqlFile = copy.sql?.place ?? null;
  if (session.asJson)
    session.answer({ feed: name, from, settings: session.configFile, sql: sqlFile });
  else
    session.say(
      ...(sqlFile === null ? [] : [`Its SQL is in ${sqlFile}.`]),
      `${name} is yours: its settings are at the end of ${session.configFile}.`,
      `See what a change does: driftline ${comparing(from, name, sqlFile)}`,
    );
}

/** A feed that took the name of what it was copied from cannot be compared by that. */
function comparing(from: string, name: string, sqlFile: string | null): string {
  if (from !== name) return `feeds diff ${from} ${name}`;
  return sqlFile === null ? `rank --feed ${name} --dry-run` : `feeds try feeds/${name}.sql`;
}

interface CopyOptions {
  readonly settings?: boolean;
}

interface Desk {
  readonly session: Session;
  readonly surroundings: Surroundings;
}

interface Copy {
  readonly feed: Feed;
  readonly sql?: { readonly place: string; readonly text: string };
}

/** The copy's settings, and the text of its SQL. Throws where a file lies in its place. */
function copyOf(feed: Feed, name: string, { settings }: CopyOptions, desk: Desk): Copy {
  const own: Feed = { ...feed, name, copiedFrom: feed.name };
  if (settings === true && feed.sql === undefined) return { feed: { ...feed, name } };
  if (settings === true) return { feed: own };
  const file = `feeds/${name}.sql`;
  const place = sqlPlace(desk.session, file);
  if (desk.surroundings.files.exists(place)) {
    const remedy = 'name the copy otherwise, or move that file';
    throw new DriftlineError('usage', `${place} is there already: ${remedy}`);
  }
  const limitSeconds = feed.sql?.limitSeconds ?? LIMIT_SECONDS;
  const text = feed.sql === undefined ? pipelineSql(feed, { name, file }) : feed.sql.text;
  if (text === undefined)
    throw new DriftlineError(
      'not_found',
      `${feed.sql?.file}, the SQL of ${feed.name}, is not there`,
    );
  return { feed: { ...own, sql: { file, limitSeconds } }, sql: { place, text } };
}

function addedTo(written: string, feed: Feed): string {
  const gap = written === '' ? '' : written.endsWith('\n') ? '\n' : '\n\n';
  return `${gap}${feedToml(feed)}`;
}

/** Looked at before it is written: what stands there already may leave no room for more tables. */
async function mustBeWell(text: string, file: string): Promise<void> {
  const [first] = (await examineConfig(text, file)).mistakes;
  if (first === undefined) return;
  const what = 'the settings of the copy cannot be added there';
  throw new DriftlineError('usage', `${sentenceOf(first)}; ${what}`);
}
