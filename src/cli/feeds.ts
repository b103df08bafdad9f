import type { Command } from 'commander';
import { readMoment } from './option_values.ts';
import type { Surroundings } from './surroundings.ts';

/** Each answer is loaded when it is asked for. */
export function define(command: Command, surroundings: Surroundings): void {
  const list = async () => {
    const { listFeeds } = await import('./feeds_list.ts');
    await listFeeds(command, surroundings);
  };
  command.action(list);
  command.command('list').description('List every feed, as "driftline feeds" does.').action(list);
  command
    .command('show')
    .description('Print all settings of a feed, as they may stand in config.toml.')
    .argument('<name>', 'which feed')
    .action(async (name: string, _: unknown, own: Command) => {
      const { showFeed } = await import('./feeds_list.ts');
      await showFeed(own, surroundings, name);
    });
  command
    .command('copy')
    .description('Make a feed yours: its SQL and its settings, under a name of their own.')
    .option('--settings', 'copy the settings alone: the SQL stays the ranker’s')
    .argument('<from>', 'which feed')
    .argument('<name>', 'what yours is to be called')
    .action(async (from: string, name: string, _: unknown, own: Command) => {
      const { copyFeed } = await import('./feeds_copy.ts');
      await copyFeed(own, surroundings, [from, name]);
    });
  command
    .command('try')
    .description('Show what a file of SQL would draw, and what it changes. Keeps nothing.')
    .argument('<file>', 'a file, or its name in the feeds folder of your settings')
    .option('--now <time>', 'the moment of the draw (default: now)', readMoment)
    .option('--seed <text>', 'any text, from which the dice start (default: a new one)')
    .action(async (file: string, _: unknown, own: Command) => {
      const { tryFeed } = await import('./feeds_try.ts');
      await tryFeed(own, surroundings, file);
    });
  command
    .command('views')
    .description('Print every view that the SQL of a feed may select from, and its columns.')
    .action(async (_: unknown, own: Command) => {
      const { printViews } = await import('./feeds_views.ts');
      printViews(own, surroundings);
    });
  command
    .command('diff')
    .description('Say what would enter, leave and move if one feed were drawn instead of another.')
    .argument('<feed>', 'the feed that is drawn now')
    .argument('<second-feed>', 'the feed that might be')
    .option('--now <time>', 'the moment of both draws (default: now)', readMoment)
    .option('--seed <text>', 'any text, from which both dice start (default: a new one)')
    .action(async (before: string, after: string, _: unknown, own: Command) => {
      const { diffFeeds } = await import('./feeds_diff.ts');
      await diffFeeds(own, surroundings, [before, after]);
    });
  command
    .command('check')
    .description('Say whether the settings and the SQL of your feeds are well.')
    .argument('[name]', 'which feed (default: all of them)')
    .action(async (name: string | undefined, _: unknown, own: Command) => {
      const { checkFeeds } = await import('./feeds_check.ts');
      await checkFeeds(own, surroundings, name);
    });
}
