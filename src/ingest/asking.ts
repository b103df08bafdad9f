import { DriftlineError } from '../core/errors.ts';
import type { IngestDeps } from './session.ts';

export type Ask = (what: string, work: () => Promise<unknown>) => Promise<boolean>;

/**
 * Asks for what a token may not be allowed to see, or a server may not have. A refusal is logged
 * once, with what to do, and asked again the next time: tokens and servers change. False where it
 * was refused; what may pass is thrown.
 */
export function openAsking({ log, server }: Pick<IngestDeps, 'log' | 'server'>): Ask {
  const refused = new Set<string>();
  return async (what, work) => {
    try {
      await work();
      refused.delete(what);
      return true;
    } catch (error) {
      const isRefusal =
        error instanceof DriftlineError && (error.code === 'invalid' || error.code === 'not_found');
      if (!isRefusal) throw error;
      if (!refused.has(what)) {
        const { host } = new URL(server);
        const remedy =
          error.code === 'invalid'
            ? `if the login may not read them, type driftline login ${host} and allow it`
            : 'the server has none';
        log.warn('ingest.not_told', { what, why: error.message, remedy });
      }
      refused.add(what);
      return false;
    }
  };
}
