import { type EpochMs, isoOf } from '../core/clock.ts';
import type { Database } from '../store/database.ts';
import { openDevices, PAIRING_TAKES_MS } from '../store/devices.ts';
import { openServedPage } from '../store/served_page.ts';
import { qrLines } from './qr_code.ts';
import { outwardOrigin, type Reached } from './reached.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { inkFor } from './terminal_text.ts';

const HTTPS_PORT = 443;

/**
 * Prints a link that pairs one device, and its picture. It goes by way of the database, so that
 * whichever Driftline serves the page takes it.
 */
export function printPairing(
  database: Database,
  reach: Reached,
  session: Session,
  surroundings: Surroundings,
): void {
  const { time, randomText, stdout, env } = surroundings;
  const isSecure = reach.tls !== undefined || isServedSecurely(database, reach);
  const origin = outwardOrigin(reach, surroundings, isSecure);
  const code = randomText();
  openDevices(database).invite(code, time.now());
  const link = `${origin}/pair?code=${code}`;
  const endsAtMs = (time.now() + PAIRING_TAKES_MS) as EpochMs;
  if (session.asJson) {
    session.answer({ link, ends_at: isoOf(endsAtMs) });
    return;
  }
  session.say(
    'Open this on the device that is to read here, within ten minutes; it works once:',
    '',
    link,
    '',
    ...qrLines(link, inkFor(stdout, env)),
    '',
  );
}

/** Who types what the page says names no certificate: whatever serves there noted how it does. */
function isServedSecurely(database: Database, { port }: Reached): boolean {
  const last = openServedPage(database).last();
  if (last === undefined) return false;
  const { protocol, port: itsPort } = new URL(last);
  return protocol === 'https:' && Number(itsPort || HTTPS_PORT) === port;
}
