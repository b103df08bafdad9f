import type { Command } from 'commander';
import { capital } from '../core/capital.ts';
import { type EpochMs, isoOf } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Trouble } from '../http/server.ts';
import type { Database } from '../store/database.ts';
import { findAccess } from './access.ts';
import { readCredentials } from './credentials.ts';
import { servedPage } from './page_served.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { inkFor, widthOf, wrapAfter } from './terminal_text.ts';

/** `driftline` alone: how things stand, and what to do next. */
export function define(program: Command, surroundings: Surroundings): void {
  program.action(async () => {
    const session = openSession(program, surroundings);
    const overview = await lookOver(session, surroundings);
    const next = nextOf(overview);
    if (session.asJson) session.answer({ ...documentOf(overview), next: next.map(([one]) => one) });
    else await say({ overview, next }, session, surroundings);
  });
}

interface Overview {
  readonly version: string;
  /** Whose login there is; undefined: nobody's, or one that cannot be used. */
  readonly login: { readonly server: string; readonly acct: string | undefined } | undefined;
  readonly isIngesting: boolean;
  /** What should collect, where nothing does now. */
  readonly service: 'systemd' | 'cron' | undefined;
  /** Where the page is served, if it is. */
  readonly page: string | undefined;
  readonly stored: Stored | undefined;
  readonly troubles: readonly Trouble[];
  /** Settings or a database with which nothing would start. */
  readonly isHeldUp: boolean;
}

interface Stored {
  readonly isOpen: boolean;
  readonly lastArrivedMs: EpochMs | null;
  readonly edition:
    | { readonly edition: number; readonly drawn_at_ms: number; readonly size: number }
    | undefined;
  /** Where the page was served last. */
  readonly page: string | undefined;
  readonly troubles: readonly Trouble[];
}

async function lookOver(session: Session, surroundings: Surroundings): Promise<Overview> {
  const { version, files } = surroundings;
  const login = await loginNow(session, surroundings);
  const stored = files.exists(session.databaseFile)
    ? await storedIn(session, surroundings)
    : undefined;
  const { isIngestedInto } = await import('../store/lock.ts');
  const isIngesting = isIngestedInto(session.databaseFile);
  const { openInstalling } = await import('./service_install.ts');
  const installing = openInstalling(session, surroundings);
  const service = isIngesting ? undefined : await installing.kind();
  const outdated = service === 'cron' ? await installing.outdated() : undefined;
  const served = await servedPage(stored?.page, session, surroundings);
  const found = [login, stored].flatMap((one) => one?.troubles ?? []);
  return {
    version,
    login: login.login,
    isIngesting,
    service,
    page: served?.page,
    stored,
    troubles: [...found, ...(outdated ? [outdated] : []), ...(served?.troubles ?? [])],
    isHeldUp: login.troubles.length > 0 || stored?.isOpen === false,
  };
}

async function loginNow(session: Session, surroundings: Surroundings) {
  let login: Overview['login'];
  try {
    const access = await findAccess(session, surroundings);
    if (access === undefined) return { login, troubles: [] };
    const kept =
      access.tokenFrom === undefined ? readCredentials(session, surroundings) : undefined;
    login = { server: access.server, acct: kept?.acct };
    await session.config(); // a mistake in the settings is one of how things stand
    return { login, troubles: [] };
  } catch (error) {
    return { login, troubles: [troubleOf(error)] };
  }
}

async function storedIn(session: Session, { time }: Surroundings): Promise<Stored> {
  let database: Database | undefined;
  try {
    const [{ openHeadTroubles, daysBetween }, { openIntake }, { openServedPage }, { openStats }] =
      await Promise.all([
        import('./head_troubles.ts'),
        import('../store/intake.ts'),
        import('../store/served_page.ts'),
        import('../store/stats.ts'),
      ]);
    database = await session.openDatabase('read');
    return {
      isOpen: true,
      lastArrivedMs: openIntake(database).lastArrivedMs(),
      edition: openStats(database).lastEdition(),
      page: openServedPage(database).last(),
      troubles: openHeadTroubles(database, time, await daysBetween(session))(),
    };
  } catch (error) {
    const troubles = [troubleOf(error)];
    return { isOpen: false, lastArrivedMs: null, edition: undefined, page: undefined, troubles };
  } finally {
    database?.close();
  }
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof DriftlineError)) throw error;
  return { what: sentence(error.message), remedy: '"driftline doctor" says more.' };
}

/** A file keeps its name, where that comes first. */
function sentence(message: string): string {
  const isName = /^\S*[./]/.test(message);
  return isName ? message : capital(message);
}

type Next = readonly [command: string, what: string];

function nextOf(overview: Overview): readonly Next[] {
  const { login, isIngesting, service, page, stored, troubles, isHeldUp } = overview;
  const doctor: readonly Next[] =
    troubles.length === 0 ? [] : [['driftline doctor', 'what is wrong, and what to do']];
  if (login === undefined && stored === undefined)
    return [
      ['driftline demo', 'look around, without an account'],
      ['driftline try SERVER', 'one edition of your own home, and no trace'],
      ['driftline login SERVER', 'connect your account, read-only'],
    ];
  if (login === undefined) return [['driftline login SERVER', 'connect your account'], ...doctor];
  if (!isIngesting && isHeldUp) return doctor;
  if (service === 'systemd')
    return [
      ['systemctl --user restart driftline', 'start its service'],
      ['journalctl --user -u driftline', 'why that does not run'],
      ...doctor,
    ];
  if (!isIngesting && service === undefined)
    return [
      ['driftline run', 'collect, draw each night, serve the page'],
      ['driftline service', 'have it run by itself'],
      ...doctor,
    ];
  if (page !== undefined) return [[page, 'read'], ...doctor];
  if (stored?.isOpen === false) return doctor; // what reads it would be refused
  return [['driftline edition', 'read it here'], ['driftline serve', 'the page'], ...doctor];
}

function documentOf({ version, login, isIngesting, service, page, stored, troubles }: Overview) {
  const iso = (ms: number | null | undefined) => (ms == null ? null : isoOf(ms as EpochMs));
  const edition = stored?.edition;
  return {
    version,
    login: login === undefined ? null : { server: login.server, acct: login.acct ?? null },
    has_database: stored !== undefined,
    ingesting: isIngesting,
    service: service ?? null,
    page: page ?? null,
    last_arrival: iso(stored?.lastArrivedMs),
    last_edition:
      edition === undefined
        ? null
        : { edition: edition.edition, drawn_at: iso(edition.drawn_at_ms), size: edition.size },
    troubles: troubles.map(({ what, remedy }) => ({ what, remedy })),
  };
}

const LABEL_COLUMNS = 9;
const GAP = '  ';

interface Said {
  readonly overview: Overview;
  readonly next: readonly Next[];
}

async function say(
  { overview, next }: Said,
  session: Session,
  { stdout, env, time }: Surroundings,
) {
  const { agoWords } = await import('../http/web/time_words.ts');
  const ink = inkFor(stdout, env);
  const columns = widthOf(stdout);
  const ago = (atMs: number) => agoWords(atMs, time.now());
  const row = (label: string, text: string) => {
    const head = `${GAP}${label.padEnd(LABEL_COLUMNS)}`;
    return `${head}${wrapAfter(head, text, columns, ' '.repeat(head.length + 1))}`;
  };
  const { version, login, stored, troubles } = overview;
  const edition = stored?.edition;
  const width = Math.max(...next.map(([command]) => command.length));
  session.say(
    `${ink.bold('Driftline')} ${version}`,
    row('login', loginWords(login)),
    row('home', homeWords(overview, ago)),
    ...(edition === undefined
      ? []
      : [
          row(
            'edition',
            `${edition.edition}, drawn ${ago(edition.drawn_at_ms)}, ${counted(edition.size, 'post')}`,
          ),
        ]),
    ...troubles.map(({ what, remedy }) => row('not well', `${what}. ${remedy}`)),
    '',
    ink.bold('Next'),
    ...next.map(([command, what]) => {
      const head = `${GAP}${command.padEnd(width)} `;
      return `${head}${wrapAfter(head, what, columns, ' '.repeat(4))}`;
    }),
    '',
    '"driftline --help" lists everything.',
  );
}

function loginWords(login: Overview['login']): string {
  if (login === undefined) return 'nobody is logged in';
  return login.acct === undefined ? `at ${login.server}, by a token` : `@${login.acct}`;
}

const IDLE = {
  cron: 'collected by cron',
  systemd: 'not collecting, though there is a service for it',
  none: 'not collecting',
} as const;

function homeWords(overview: Overview, ago: (atMs: number) => string): string {
  const { isIngesting, service, stored } = overview;
  if (stored === undefined && !isIngesting) return 'nothing collected yet';
  const state = isIngesting ? 'collecting' : IDLE[service ?? 'none'];
  if (stored?.isOpen === false) return state; // what came cannot be looked up
  const lastMs = stored?.lastArrivedMs ?? null;
  return `${state}; ${lastMs === null ? 'nothing came yet' : `the latest came ${ago(lastMs)}`}`;
}
