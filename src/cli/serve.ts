import type { Command } from 'commander';
import type { Config } from '../core/config.ts';
import type { ServeSettings } from '../core/config_serving.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Database } from '../store/database.ts';
import {
  addReachOptions,
  isBoundWider,
  outwardOrigin,
  type Reached,
  type ReachOptions,
  reachOf,
  sayWhere,
} from './reached.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

interface ServeOptions extends ReachOptions {
  readonly pair?: true;
}

export function define(command: Command, surroundings: Surroundings): void {
  addReachOptions(command)
    .option(
      '--pair',
      'print a link that pairs one device; where the page is served already, only that',
    )
    .action((options: ServeOptions) => serve(command, surroundings, options));
}

async function serve(
  command: Command,
  surroundings: Surroundings,
  options: ServeOptions,
): Promise<void> {
  const session = openSession(command, surroundings);
  const config = await session.config();
  const isPairing = options.pair === true;
  const said = reachOf(config.serve, options);
  const reach = isPairing && !isBoundWider(said) ? await asServed(said, surroundings) : said;
  const database = await session.openDatabase('make');
  try {
    if (isPairing) outwardOrigin(reach, surroundings); // throws where nobody could come
    if (isPairing && (await isServed(reach))) {
      await printLink(database, reach, session, surroundings);
      surroundings.stderr.write(
        `Port ${reach.port} is in use: what serves there takes the link.\n`,
      );
      return;
    }
    const works = { database, config, reach, isPairing };
    await serveUntilStopped(works, session, surroundings);
  } finally {
    database.close();
  }
}

async function printLink(
  database: Database,
  reach: Reached,
  session: Session,
  surroundings: Surroundings,
): Promise<void> {
  const { printPairing } = await import('./pair.ts');
  printPairing(database, reach, session, surroundings);
}

/** What serves already may be bound wider than the settings say: by an option of its own. */
async function asServed(reach: Reached, { addresses }: Surroundings): Promise<Reached> {
  for (const host of addresses()) {
    const wider = { ...reach, host };
    const isThere = await isServed(wider).catch((error: unknown) => {
      // An address that went meanwhile, or a port that is nobody's to use: nothing serves there.
      if (error instanceof DriftlineError) return false;
      throw error;
    });
    if (isThere) return wider;
  }
  return reach;
}

async function isServed({ port, host }: ServeSettings): Promise<boolean> {
  const { assertPortIsFree } = await import('../http/port.ts');
  try {
    await assertPortIsFree(port, host);
    return false;
  } catch (error) {
    if (error instanceof DriftlineError && error.code === 'busy') return true;
    throw error;
  }
}

interface Works {
  readonly database: Database;
  readonly config: Config;
  readonly reach: Reached;
  readonly isPairing: boolean;
}

async function serveUntilStopped(
  { database, config, reach, isPairing }: Works,
  session: Session,
  surroundings: Surroundings,
): Promise<void> {
  const [
    { servePage },
    { openServeHealth },
    { openSending },
    { openLines },
    { openZone },
    { holdProgram },
  ] = await Promise.all([
    import('./page_wiring.ts'),
    import('./serve_health.ts'),
    import('./keep_sending.ts'),
    import('./ingest_wiring.ts'),
    import('./zone_on_page.ts'),
    import('./held_program.ts'),
  ]);
  await holdProgram(surroundings);
  const health = openServeHealth(database, surroundings.time);
  const lineOf = openLines(database, session, surroundings);
  const { acting, keep } = openSending({ database, lineOf }, session, surroundings);
  const { port, tls } = reach;
  const served = { ...config, serve: reach };
  const zone = openZone(config, session, surroundings);
  const settings = { database, config: served, port, tls, health, acting, zone, lineOf };
  const serving = await servePage(settings, session, surroundings);
  const bound = { ...reach, port: Number(new URL(serving.url).port) };
  try {
    if (isPairing) await printLink(database, bound, session, surroundings);
    // One answer, for programs: the link names the place as well.
    if (!isPairing || !session.asJson) sayWhere(serving.url, bound, session);
    await keep();
  } finally {
    await serving.close();
  }
}
