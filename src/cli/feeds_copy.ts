import { dirname } from 'node:path';
import type { Command } from 'commander';
import { examineConfig, feedNamed, sentenceOf } from '../core/config.ts';
import { DriftlineError } from '../core/errors.ts';
import { FEED_NAME, FEED_NAME_RULE, type Feed } from '../core/feed.ts';
import { feedToml } from '../core/feed_toml.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/** Makes a feed the owner's: all its settings go into config.toml, under a name of its own. */
export async function copyFeed(
  command: Command,
  surroundings: Surroundings,
  [from, name]: readonly [from: string, name: string],
): Promise<void> {
  if (!FEED_NAME.test(name))
    throw new DriftlineError('usage', `the copy ${FEED_NAME_RULE}, not "${name}"`);
  const session = openSession(command, surroundings);
  const config = await session.config();
  const feed = feedNamed(config, from, 'feeds copy');
  if (config.ownFeeds.includes(name)) {
    const remedy = 'name the copy otherwise, or take that one out first';
    throw new DriftlineError('usage', `${session.configFile} has a feed "${name}": ${remedy}`);
  }
  const { files } = surroundings;
  const written = files.readText(session.configFile) ?? '';
  const added = addedTo(written, { ...feed, name });
  await mustBeWell(written + added, session.configFile);
  files.makeFolder(dirname(session.configFile));
  files.appendText(session.configFile, added);
  if (session.asJson) session.answer({ feed: name, from, settings: session.configFile });
  else {
    session.say(
      `${name} is yours: its settings are at the end of ${session.configFile}.`,
      `See what a change does: driftline feeds diff ${from} ${name}`,
    );
  }
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
