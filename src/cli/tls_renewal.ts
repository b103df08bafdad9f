import { type Cancel, MINUTE_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Serving, Tls } from '../http/server.ts';
import { tlsOf } from './api_wiring.ts';
import type { Surroundings } from './surroundings.ts';
import type { TlsFiles } from './tls_options.ts';

const LOOK_EVERY_MS = MINUTE_MS;

/**
 * Serves a certificate that was renewed in its place: they live for weeks, a Driftline for months,
 * and whoever renews them knows of none. What cannot be read, or does not go together, as between
 * two files that are written, is told once, and what stood is served on. Gives what ends it.
 */
export function watchCertificate(
  files: TlsFiles,
  held: Tls,
  serving: Pick<Serving, 'secureAnew'>,
  { log, surroundings }: { readonly log: Log; readonly surroundings: Surroundings },
): Cancel {
  const { time } = surroundings;
  let [{ cert, key }, told] = [held, ''];
  let cancel: Cancel = () => {};
  const look = () => {
    try {
      const found = tlsOf(files, surroundings);
      const isNew = found.cert !== cert || found.key !== key;
      if (isNew) serving.secureAnew(found);
      if (isNew) log.info('serve.certificate_renewed');
      [{ cert, key }, told] = [found, ''];
    } catch (error) {
      const why = String(error instanceof DriftlineError ? error.message : error);
      if (why !== told) log.warn('serve.certificate_not_renewed', { why });
      told = why;
    }
    cancel = time.after(LOOK_EVERY_MS, look);
  };
  cancel = time.after(LOOK_EVERY_MS, look);
  return () => cancel();
}
