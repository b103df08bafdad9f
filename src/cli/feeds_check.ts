import type { Command } from 'commander';
import { type ConfigMistake, DEFAULTS, examineConfig, feedNamed } from '../core/config.ts';
import { counted } from '../core/counted.ts';
import { openSession } from './session.ts';
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
  const source = surroundings.files.readText(session.configFile);
  const examined =
    source === undefined
      ? { mistakes: [], config: DEFAULTS }
      : await examineConfig(source, session.configFile);
  const mistakes = examined.mistakes.map(ofSettings);
  // What is wrong elsewhere in the settings keeps every feed from being drawn.
  if (examined.config !== undefined && name !== undefined)
    feedNamed(examined.config, name, 'feeds check');
  const feeds = Object.keys(examined.config?.feeds ?? {}).filter((one) => one === (name ?? one));
  if (session.asJson) session.answer({ ok: mistakes.length === 0, feeds, mistakes });
  else {
    const columns = widthOf(surroundings.stdout);
    session.say(...mistakes.map((mistake) => wrap(sentence(mistake), columns, '')));
    if (mistakes.length === 0) session.say(`All is well with ${counted(feeds.length, 'feed')}.`);
  }
  surroundings.failQuietly(mistakes.length > 0);
}

function ofSettings({ file, line, setting, problem }: ConfigMistake): Mistake {
  return { file, line: line ?? null, token: setting ?? null, problem };
}

function sentence({ file, line, problem }: Mistake): string {
  return `${line === null ? file : `${file}, line ${line}`}: ${problem}`;
}
