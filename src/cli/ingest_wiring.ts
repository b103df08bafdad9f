import { DriftlineError } from '../core/errors.ts';
import type { IngestDeps } from '../ingest/ingest.ts';
import { type Line, openLine } from '../ingest/line.ts';
import { openSocket } from '../mastodon/socket.ts';
import type { Database } from '../store/database.ts';
import type { Access } from './access.ts';
import { type Session, said } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { userAgentOf } from './user_agent.ts';

/** Joins ingest to the real network and clock. */
export function ingestDeps(
  database: Database,
  access: Pick<Access, 'server' | 'token'> & Partial<Pick<Access, 'renewal'>>,
  session: Session,
  surroundings: Surroundings,
): IngestDeps {
  return {
    database,
    server: access.server,
    token: access.token,
    renewal: access.renewal,
    time: surroundings.time,
    send: (request) => surroundings.fetch(request),
    openSocket,
    random: surroundings.random,
    pace: paceOf(surroundings.env),
    userAgent: userAgentOf(surroundings),
    log: session.log,
    signal: surroundings.stopped,
  };
}

export type LineOf = (
  access: Pick<Access, 'server' | 'token'> & Partial<Pick<Access, 'renewal'>>,
) => Line;

/**
 * One line for each server, whichever token stands now: who reads, who acts and who asks for other
 * clients share its budget.
 */
export function openLines(
  database: Database,
  session: Session,
  surroundings: Surroundings,
): LineOf {
  const lines = new Map<string, Line>();
  return (access) => {
    const { server } = access;
    const line = lines.get(server) ?? openLine(ingestDeps(database, access, session, surroundings));
    lines.set(server, line);
    return line;
  };
}

const PACE_MAX = 100_000;

/** How many times shorter the waits of ingest are, > 0: DRIFTLINE_PACE, or 1. Throws 'usage'. */
export function paceOf(env: Surroundings['env']): number {
  const written = said(env.DRIFTLINE_PACE);
  if (written === undefined) return 1;
  const pace = Number(written);
  if (pace > 0 && pace <= PACE_MAX) return pace;
  throw new DriftlineError(
    'usage',
    `DRIFTLINE_PACE must be a number above 0, up to ${PACE_MAX}: how many times shorter waits are`,
  );
}
