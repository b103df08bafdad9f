import type { Command } from 'commander';
import {
  type Config,
  type ConfigMistake,
  DEFAULTS,
  examineConfig,
  feedNamed,
} from '../core/config.ts';
import { counted } from '../core/counted.ts';
import type { OwnSql } from '../core/feed.ts';
import { problemSentence } from '../core/own_sql.ts';
import { feedToDraw, sqlPlace } from './feed_to_draw.ts';
import { openSession, type Session } from './session.ts';
import { mustHaveSettings } from './settings_there.ts';
import type { Surroundings } from './surroundings.ts';
import { widthOf, wrap } from './terminal_text.ts';

/** Something that is wrong with a feed or with the settings as a whole, and where. */
interface Mistake {
  readonly file: string;
  readonly line: number | null;
  /** The setting, or the word of the SQL. */
  readonly token: string | null;
  readonly problem: string;
}

/** Says whether the settings are well; each mistake with its file, line and token. Exit code 1. */
export async function checkFeeds(
  command: Command,
  surroundings: Surroundings,
  name: string | undefined,
): Promise<void> {
  const session = openSession(command, surroundings);
  mustHaveSettings(session, surroundings);
  const source = surroundings.files.readText(session.configFile);
  const examined =
    source === undefined
      ? { mistakes: [], config: DEFAULTS }
      : await examineConfig(source, session.configFile);
  const sliders = surroundings.files.readText(session.slidersFile) ?? '';
  const slid = await examineConfig(sliders, session.slidersFile);
  const mistakes = [...examined.mistakes, ...slid.mistakes].map(ofSettings);
  // What is wrong elsewhere in the settings keeps every feed from being drawn.
  if (examined.config !== undefined && name !== undefined)
    feedNamed(examined.config, name, 'feeds check');
  const feeds = Object.keys(examined.config?.feeds ?? {}).filter((one) => one === (name ?? one));
  if (examined.config !== undefined)
    mistakes.push(...(await mistakesOfSql(examined.config, feeds, { session, surroundings })));
  if (session.asJson) session.answer({ ok: mistakes.length === 0, feeds, mistakes });
  else {
    const columns = widthOf(surroundings.stdout);
    session.say(...mistakes.map((mistake) => wrap(sentence(mistake), columns, '')));
    if (mistakes.length === 0) session.say(`All is well with ${counted(feeds.length, 'feed')}.`);
  }
  surroundings.failQuietly(mistakes.length > 0);
}

interface Desk {
  readonly session: Session;
  readonly surroundings: Surroundings;
}

/** Runs each statement as a draw would, over what there is; where there is nothing, over that. */
async function mistakesOfSql(
  config: Config,
  names: readonly string[],
  { session, surroundings }: Desk,
): Promise<readonly Mistake[]> {
  const own = names
    .map((name) => feedToDraw(config, [name, 'feeds check'], session, surroundings))
    .filter((feed) => feed.sql !== undefined);
  if (own.length === 0) return [];
  const [{ answerOfOwnSql }, { openDatabase }] = await Promise.all([
    import('../rank/own_feed.ts'),
    import('../store/migrate.ts'),
  ]);
  const database = surroundings.files.exists(session.databaseFile)
    ? await session.openDatabase('read')
    : openDatabase(':memory:');
  try {
    const { runOwnSql, time } = surroundings;
    const found: Mistake[] = [];
    for (const feed of own) {
      const sql = feed.sql as OwnSql;
      const needs = { database, feed, nowMs: time.now(), runOwnSql };
      const answer = await answerOfOwnSql(needs, sql);
      const file = sqlPlace(session, sql.file);
      if ('problem' in answer) found.push({ file, ...answer.problem });
    }
    return found;
  } finally {
    database.close();
  }
}

function ofSettings({ file, line, setting, problem }: ConfigMistake): Mistake {
  return { file, line: line ?? null, token: setting ?? null, problem };
}

function sentence({ file, line, token, problem }: Mistake): string {
  // A sentence about a setting begins with it.
  const named = token === null || problem.startsWith(token) ? null : token;
  return problemSentence(file, { line, token: named, problem });
}
