import type { Database } from '../../src/store/database.ts';

/**
 * What a home has few of, however long it is kept: what the owner chose, one row for each follow,
 * one for each night or hole. Every other table grows with the history, a new one too until
 * somebody writes it down here.
 */
const FEW = new Set([
  ...['client_apps', 'client_snapshots', 'client_tokens', 'devices', 'dictionaries', 'outbox'],
  ...['last_chances', 'pairings'],
  ...[
    'crawl_turns',
    'departures',
    'dials',
    'early_deletes',
    'editions',
    'feed_rows',
    'filters',
    'followed_tags',
    'held_lines',
  ],
  ...['follows', 'holes', 'ingest_state', 'logins', 'pool_extent', 'post_counts', 'posts_extent'],
  ...[
    'rate_counters',
    'refusals_of_domains',
    'refusals_of_people',
    'refused',
    'replayed_editions',
    'said_dials',
    'upkeep_marks',
  ],
]);

/** Half of a table, or all of it, has the same of these. */
const VAGUE = new Set(['login_key', 'kind', 'codec', 'how']);

/**
 * What a statement reads as a whole of the tables that grow: `all of pool`, or `all of pool for each`
 * where that is done for every row of something else; or for what SQLite makes an index each time
 * it runs: `index on waiting`. Without statistics, since Driftline makes none: so this is the plan in
 * every owner's file.
 */
export function wholesIn({ connection }: Database, sql: string): readonly string[] {
  const bare = withoutComments(sql);
  const schema = connection
    .prepare(
      `select type, name, sql from main.sqlite_schema where sql is not null
        union all
       select type, name, sql from temp.sqlite_schema where sql is not null`,
    )
    .all() as readonly { type: string; name: string; sql: string }[];
  const tables = new Set(schema.filter(({ type }) => type === 'table').map(({ name }) => name));
  const views = schema.filter(({ type }) => type === 'view');
  const texts = [bare, ...views.map((view) => withoutComments(view.sql))];
  const names = namesIn(texts, { tables, views: views.map(({ name }) => name) });
  const plan = connection.prepare(`explain query plan ${sql}`).all(nothingFor(bare)) as Step[];
  const found = plan.flatMap((step) => {
    const whole = judge(step.detail, names);
    if (whole === undefined) return [];
    return [whole.startsWith('all') && isRepeated(step, plan) ? `${whole} for each` : whole];
  });
  return [...new Set(found)].sort();
}

export interface Step {
  readonly id: number;
  readonly parent: number;
  readonly detail: string;
}

/** A loop within a loop, or a part of the statement that is asked anew for each row. */
function isRepeated(step: Step, plan: readonly Step[]): boolean {
  const beside = plan.filter(({ parent }) => parent === step.parent);
  const outer = beside.find(({ detail }) => /^(SCAN|SEARCH) /.test(detail));
  return outer !== step || isWithinEach(step, plan);
}

function isWithinEach(step: Step, plan: readonly Step[]): boolean {
  const within = plan.find(({ id }) => id === step.parent);
  return within !== undefined && (/^CORRELATED/.test(within.detail) || isWithinEach(within, plan));
}

/** What each name in a plan stands for: a table, or undefined for what is made of tables. */
type Names = ReadonlyMap<string, string | undefined>;

interface Known {
  readonly tables: ReadonlySet<string>;
  readonly views: readonly string[];
}

function namesIn(texts: readonly string[], { tables, views }: Known): Names {
  const all = (pattern: RegExp) => texts.flatMap((text) => [...text.matchAll(pattern)]);
  const made = all(/(\w+) as (?:materialized )?\(|\)\s+as\s+(\w+)/g);
  const names = new Map<string, string | undefined>();
  for (const name of views) names.set(name, undefined);
  for (const [, step, part] of made) names.set((step ?? part) as string, undefined);
  for (const name of tables) names.set(name, name);
  for (const [, of, name] of all(/\b(?:from|join)\s+(?:main\.|temp\.)?(\w+)\s+as\s+(\w+)/g))
    names.set(name as string, names.get(of as string));
  return names;
}

function judge(detail: string, names: Names): string | undefined {
  const [, how, name = ''] = /^(SCAN|SEARCH) (?:main\.|temp\.)?(\S+)/.exec(detail) ?? [];
  if (how === undefined || /^SCAN CONSTANT ROW|VIRTUAL TABLE/.test(detail)) return undefined;
  if (/ AUTOMATIC /.test(detail)) return `index on ${name}`;
  if (name.startsWith('(')) return undefined; // a part of the statement
  if (!names.has(name)) return `unknown ${name}`; // the rule could not tell what is read
  const table = names.get(name);
  if (table === undefined || FEW.has(table)) return undefined;
  return how === 'SCAN' || isVague(detail) ? `all of ${table}` : undefined;
}

/** An index by which no more is asked than whose, of what kind, and until when. */
function isVague(detail: string): boolean {
  const asked = /\(([^()]*)\)(?: LEFT-JOIN)?$/.exec(detail)?.[1]?.split(' AND ') ?? [];
  return !asked.some((one) => {
    const [, column = '', sign] = /^(\w+)([=<>])/.exec(one) ?? [];
    return sign === '=' ? !VAGUE.has(column) : sign === '>' && /(_ms|^rowid)$/.test(column);
  });
}

/** A plan does not depend on what is asked for, but every name has to be given. */
export function nothingFor(bare: string): Readonly<Record<string, null>> {
  const params = bare.replace(/'[^']*'/g, "''").matchAll(/@([a-z][a-z0-9_]*)/g);
  return Object.fromEntries([...params].map(([, name]) => [name, null]));
}

function withoutComments(sql: string): string {
  return sql.replace(/--[^\n]*/g, '');
}
