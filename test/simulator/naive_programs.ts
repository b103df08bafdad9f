import { SECOND_MS, sleep } from '../../src/core/clock.ts';
import { DriftlineError } from '../../src/core/errors.ts';
import { type HomeEntry, parseHomeEntry } from '../../src/core/status.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { openAccountant } from '../../src/mastodon/accountant.ts';
import { type Connection, get } from '../../src/mastodon/send.ts';
import { keepStreaming } from '../../src/mastodon/stream.ts';
import { parseFrame } from '../../src/mastodon/wire.ts';
import { openFiling } from '../../src/store/filing.ts';
import { openLogins } from '../../src/store/logins.ts';

/**
 * Ingesters as they are written in an evening. The simulator must find what each of them loses: a
 * check that cannot fail shows nothing.
 */
export const NAIVE_PROGRAMS: Readonly<Record<string, (deps: IngestDeps) => Promise<void>>> = {
  'the stream alone': async (deps) => {
    const { connection, file } = open(deps);
    await keepStreaming({
      connection,
      addressAfter: async () => deps.server.replace('http', 'ws'),
      openSocket: deps.openSocket,
      random: deps.random,
      pace: 1,
      ears: {
        up: () => {},
        alive: () => {},
        down: () => {},
        refused: async () => {},
        shut: () => {},
        frame(text) {
          const frame = parseFrame(text);
          if (frame.kind === 'update') file([frame.entry], 'stream');
        },
      },
    });
  },
  // "Give me what is newer than the last that I have": one page, newest first.
  since_id: (deps) => pollFor(deps, (newest) => (newest === '' ? '' : `&since_id=${newest}`)),
  // Upwards from one high-water mark, page by page.
  'one high-water mark': (deps) =>
    pollFor(deps, (newest) => (newest === '' ? '' : `&min_id=${newest}`)),
};

async function pollFor(deps: IngestDeps, cursorOf: (newest: string) => string): Promise<void> {
  const { connection, file } = open(deps);
  let newest = '';
  for (;;) {
    const query = `limit=40${cursorOf(newest)}`;
    const entries = await entriesOf(connection, `/api/v1/timelines/home?${query}`);
    file(entries, 'sweep');
    for (const { id } of entries)
      if (id.length > newest.length || (id.length === newest.length && id > newest)) newest = id;
    if (entries.length < 40 || query === 'limit=40')
      await sleep(deps.time, 60 * SECOND_MS, deps.signal);
  }
}

async function entriesOf(connection: Connection, path: string): Promise<readonly HomeEntry[]> {
  try {
    const { json } = await get(connection, path, 'poll');
    return (json as unknown[]).map(parseHomeEntry);
  } catch (error) {
    if (error instanceof DriftlineError) return [];
    throw error;
  }
}

function open(deps: IngestDeps) {
  const connection: Connection = { ...deps, accountant: openAccountant(deps.time, 1) };
  const filing = openFiling(deps.database);
  const login = openLogins(deps.database).findOrAdd({
    server: deps.server,
    ownerId: '1',
    acct: 'owner@home.example',
    atMs: deps.time.now(),
  });
  const file = (entries: readonly HomeEntry[], how: 'stream' | 'sweep') =>
    filing.file(login.loginKey, entries, { atMs: deps.time.now(), how });
  return { connection, file };
}
