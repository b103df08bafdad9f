import { type EpochMs, SECOND_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { openPatience, TIME_OUT_MS } from './patience.ts';
import { turnsPages } from './rate_headers.ts';
import type { Connection, Exchange } from './send.ts';
import { Held } from './under_way.ts';
import { codeOf } from './unsent.ts';
import { wholeBody } from './whole_body.ts';

/** Sends a request once it may go: with a new permit where a refusal of another came before it. */
export async function permitted(connection: Connection, asked: Asked): Promise<Received> {
  const { url, purpose, how } = asked;
  for (;;) {
    await connection.accountant.permit(purpose, turnsPages(url), connection.signal);
    how.beforeSending?.();
    const askedAtMs = connection.time.now();
    const received = await receive(connection, asked);
    if (received !== undefined) return { askedAtMs, ...received };
  }
}

export interface Asked extends Omit<Exchange, 'path'> {
  readonly url: URL;
  readonly token: string;
}

interface Received {
  readonly askedAtMs: EpochMs;
  readonly response: Response;
  readonly text: string;
}

/** Undefined where it was held back. */
async function receive(
  connection: Connection,
  { url, token, method, how }: Asked,
): Promise<Omit<Received, 'askedAtMs'> | undefined> {
  const { patience, end } = openPatience(connection);
  const request = new Request(url, {
    method,
    headers: {
      ...(how.idempotencyKey === undefined ? {} : { 'idempotency-key': how.idempotencyKey }),
      authorization: `Bearer ${token}`,
      'user-agent': connection.userAgent,
      accept: 'application/json',
      'cache-control': 'no-cache', // what stands on the way is to ask the server, too
    },
    redirect: 'manual', // a token goes nowhere but to the server that it belongs to
    signal: patience,
  });
  try {
    const response = await connection.send(request);
    const body = await wholeBody(response);
    return { response, text: new TextDecoder().decode(body) };
  } catch (error) {
    if (connection.signal.aborted) throw connection.signal.reason;
    if (error instanceof Held) return undefined;
    throw new DriftlineError('upstream', whyNot(url, patience.aborted, error), { cause: error });
  } finally {
    end();
  }
}

function whyNot({ host, pathname }: URL, isLate: boolean, error: unknown): string {
  if (error instanceof DriftlineError) return `${host}, asked for ${pathname}: ${error.message}`;
  return isLate
    ? `${host} did not answer within ${TIME_OUT_MS / SECOND_MS} s`
    : `${host} cannot be reached${codeOf(error)}`;
}
