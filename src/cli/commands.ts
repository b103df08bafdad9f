import type { Command } from 'commander';
import type { Surroundings } from './surroundings.ts';

/** One file per command: it adds arguments, options and the action. Loaded when it is called. */
export interface CommandFile {
  readonly define: (command: Command, surroundings: Surroundings) => void;
}

interface Listed {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandFile>;
}

/** In the order in which a newcomer meets them. */
export const COMMANDS: readonly Listed[] = [
  {
    name: 'demo',
    summary: 'look around in an invented fediverse on this machine; no account needed',
    load: () => import('./demo.ts'),
  },
  {
    name: 'try',
    summary: 'see an edition of your own home within a minute, and leave no trace',
    load: () => import('./try.ts'),
  },
  {
    name: 'login',
    summary: 'connect your account, read-only unless you ask for more',
    load: () => import('./login.ts'),
  },
  {
    name: 'logout',
    summary: 'give the access back: the token becomes void',
    load: () => import('./logout.ts'),
  },
  {
    name: 'run',
    summary: 'collect, draw each night and serve the page, all in one',
    load: () => import('./run.ts'),
  },
  {
    name: 'ingest',
    summary: 'collect what your home timeline receives, until stopped',
    load: () => import('./ingest.ts'),
  },
  {
    name: 'backfill',
    summary: 'read further back, from the pages of everybody you follow',
    load: () => import('./backfill.ts'),
  },
  {
    name: 'rank',
    summary: 'draw an edition from everything you have not seen',
    load: () => import('./rank.ts'),
  },
  {
    name: 'feeds',
    summary: 'list the ways to rank, look at one, and check your own',
    load: () => import('./feeds.ts'),
  },
  {
    name: 'serve',
    summary: 'serve the page, without collecting, or pair a device',
    load: () => import('./serve.ts'),
  },
  {
    name: 'service',
    summary: 'have it run by itself: systemd, launchd or cron',
    load: () => import('./service.ts'),
  },
  {
    name: 'devices',
    summary: 'list the devices that are paired, or turn one away',
    load: () => import('./devices.ts'),
  },
  {
    name: 'edition',
    summary: 'show an edition in the terminal, or write it as one page',
    load: () => import('./edition.ts'),
  },
  {
    name: 'explain',
    summary: 'say why a post is in an edition, or why it is in none',
    load: () => import('./explain.ts'),
  },
  {
    name: 'backtest',
    summary: 'judge feeds by what you did: would they have shown it?',
    load: () => import('./backtest.ts'),
  },
  {
    name: 'people',
    summary: 'list your dials, or say how much you want of somebody',
    load: () => import('./people.ts'),
  },
  {
    name: 'topics',
    summary: 'list your dials, or say how much you want of a tag or a site',
    load: () => import('./topics.ts'),
  },
  {
    name: 'snooze',
    summary: 'put a post off until a day, or list what is put off',
    load: () => import('./snooze.ts'),
  },
  {
    name: 'seen',
    summary: 'count as seen what you read elsewhere, or let go',
    load: () => import('./seen.ts'),
  },
  {
    name: 'stats',
    summary: 'count what came in, what was never seen, who waits, and holes',
    load: () => import('./stats.ts'),
  },
  { name: 'doctor', summary: 'check that all is well', load: () => import('./doctor.ts') },
  {
    name: 'import',
    summary: 'take in a recording, as export prints it',
    load: () => import('./import.ts'),
  },
  {
    name: 'export',
    summary: 'print everything that is kept, as a recording',
    load: () => import('./export.ts'),
  },
  {
    name: 'prune',
    summary: 'pack what is old, and let go of what is older than you keep',
    load: () => import('./prune.ts'),
  },
  {
    name: 'backup',
    summary: 'copy the database into one checked file, while it is in use',
    load: () => import('./backup.ts'),
  },
  {
    name: 'restore',
    summary: 'put a copy in the place of the database, which stays beside it',
    load: () => import('./restore.ts'),
  },
];
