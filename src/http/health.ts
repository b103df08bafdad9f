import { resolve } from 'node:path';
import type { Hono } from 'hono';
import { DriftlineError } from '../core/errors.ts';
import type { Reading } from '../store/reading.ts';
import type { Trouble } from './web/desk.ts';

interface Needs {
  readonly health: () => readonly Trouble[];
  readonly file: string;
  readonly reading: Pick<Reading, 'latest' | 'slots'>;
}

/** So many places of the newest edition are read, to know that they can be. */
const PLACES_READ = 10;

/**
 * For monitors: 503 while something is wrong, or the database cannot be read. Like every page it is
 * for this machine and for paired devices, since a remedy may name files and servers. What a page
 * found damaged stays so until a start anew.
 */
export function openHealth(app: Hono, { health, file, reading }: Needs): void {
  let damaged: Trouble | undefined;
  app.use(async (c, next) => {
    await next();
    const trouble = troubleIn(c.error);
    if (trouble !== undefined && !trouble.mayPass) damaged = trouble;
  });
  app.get('/health', (c) => {
    const { edition, troubles } = looked();
    const isOk = troubles.length === 0;
    const document = {
      ok: isOk,
      database: resolve(file),
      edition,
      troubles: troubles.map(({ what, sinceMs, remedy }) => ({
        what,
        since_ms: sinceMs ?? null,
        remedy,
      })),
    };
    return c.json(document, isOk ? 200 : 503);
  });

  function looked(): { readonly edition: number | null; readonly troubles: readonly Trouble[] } {
    let edition: number | undefined;
    try {
      edition = reading.latest();
      if (edition !== undefined) reading.slots(edition, 0, null, PLACES_READ);
      const found = damaged === undefined ? [] : [damaged];
      return { edition: edition ?? null, troubles: [...found, ...health()] };
    } catch (error) {
      const trouble = troubleIn(error);
      if (trouble === undefined) throw error;
      return { edition: edition ?? null, troubles: [trouble] };
    }
  }
}

function troubleIn(error: unknown): (Trouble & { readonly mayPass: boolean }) | undefined {
  if (!(error instanceof DriftlineError) || error.code !== 'storage') return undefined;
  const { message, mayPass } = error;
  return { what: 'The database cannot be read', remedy: `${message}.`, mayPass };
}
