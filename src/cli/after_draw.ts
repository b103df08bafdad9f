import { MINUTE_MS } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { openAfterDraws } from '../store/after_draws.ts';
import type { Database } from '../store/database.ts';
import { openReading } from '../store/reading.ts';
import { onePage } from './edition_html.ts';
import type { Session } from './session.ts';
import type { Executed, Surroundings } from './surroundings.ts';

const LIMIT_MS = 5 * MINUTE_MS;
const COMPLAINT_MAX = 200;

interface HandedOver {
  readonly database: Database;
  readonly config: Config;
  readonly edition: number;
}

/**
 * Runs the owner's own `after_draw` with an edition's number, as $1 and DRIFTLINE_EDITION, and its
 * one-file page on standard input, from which everything that is not public is left out. The
 * command is theirs, word for word, and nothing is ever put into it. Whatever becomes of it is a
 * line of the log, and a check of doctor; it throws nothing.
 */
export async function handOver(
  { database, config, edition }: HandedOver,
  { log }: Session,
  { execute, machine, time, stopped }: Surroundings,
): Promise<void> {
  const { afterDraw } = config;
  if (afterDraw === undefined) return;
  const startedMs = time.now();
  let failed: string | null;
  try {
    const head = openReading(database).head(edition);
    if (head === undefined) return;
    const { html } = onePage({ database, head, config }, time);
    const done = await execute({
      ...shellOf(machine.platform, afterDraw, edition),
      input: html,
      // A token in the environment is Driftline's, and no other program's.
      env: { DRIFTLINE_EDITION: String(edition), DRIFTLINE_TOKEN: '' },
      limitMs: LIMIT_MS,
    });
    if (stopped.aborted) return;
    failed = complaintOf(done);
    openAfterDraws(database).note(edition, failed, time.now());
  } catch (error) {
    failed = error instanceof Error ? error.message : String(error);
  }
  if (failed === null) log.info('after_draw.done', { edition, took_ms: time.now() - startedMs });
  else log.warn('after_draw.failed', { edition, why: failed });
}

function shellOf(platform: string, command: string, edition: number) {
  if (platform === 'win32') return { command: 'cmd.exe', args: ['/d', '/c', command] };
  return { command: 'sh', args: ['-c', command, 'driftline', String(edition)] };
}

/** null: it did what it should. */
function complaintOf(done: Executed | undefined): string | null {
  if (done === undefined) return 'there is no sh on this machine';
  const { code, stderr, isLate } = done;
  if (isLate) return `it was ended after ${LIMIT_MS / MINUTE_MS} minutes`;
  if (code === 0) return null;
  const said = stderr.trim().split('\n').at(-1) ?? '';
  const how = code === null ? 'it was killed' : `it ended with exit code ${code}`;
  return said === '' ? how : `${how}: ${said.slice(0, COMPLAINT_MAX)}`;
}
