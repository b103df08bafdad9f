import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { DriftlineError, type ErrorCode } from '../../core/errors.ts';

/** Our own login, and the home server's absence, are no fault of the client: it comes again. */
const HTTP_STATUS = {
  usage: 400,
  invalid: 422,
  not_found: 404,
  unauthorized: 503,
  upstream: 503,
  busy: 503,
  storage: 500,
} as const satisfies Record<ErrorCode, ContentfulStatusCode>;

/** As the API says what went wrong: `{"error": …}`. */
export function refuse(c: Context, status: ContentfulStatusCode, error: string): Response {
  return c.json({ error }, status);
}

export function failed(c: Context, error: unknown): Response {
  if (error instanceof DriftlineError) return refuse(c, HTTP_STATUS[error.code], error.message);
  return refuse(c, 500, 'Internal error.');
}

/** Whether the home server cannot be asked now, for whatever reason that may pass. */
export function isAway(error: unknown): boolean {
  return error instanceof DriftlineError && HTTP_STATUS[error.code] === 503;
}
