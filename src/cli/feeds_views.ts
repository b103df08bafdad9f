import type { Command } from 'commander';
import { FEED_FUNCTIONS, FEED_VIEWS } from '../core/feed_views.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { inkFor, widthOf, wrapAfter } from './terminal_text.ts';

/** Every documented view and column with its sentence. */
export function printViews(command: Command, surroundings: Surroundings): void {
  const session = openSession(command, surroundings);
  if (session.asJson) {
    session.answer({ views: FEED_VIEWS, functions: FEED_FUNCTIONS });
    return;
  }
  const { stdout, env } = surroundings;
  const ink = inkFor(stdout, env);
  const columns = widthOf(stdout);
  const line = (name: string, sentence: string, indent: string) =>
    `${ink.bold(name)}:${wrapAfter(`${name}:`, sentence, columns, indent)}`;
  for (const [view, { sentence, columns: described }] of Object.entries(FEED_VIEWS)) {
    session.say(line(view, sentence, '  '));
    for (const [column, said] of Object.entries(described))
      session.say(`  ${line(`  ${column}`, said, '      ').trimStart()}`);
    session.say('');
  }
  session.say('Functions, beside those of SQLite:');
  for (const [name, said] of Object.entries(FEED_FUNCTIONS)) session.say(line(name, said, '  '));
}
