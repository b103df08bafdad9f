import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { DriftlineError, type ErrorCode } from '../core/errors.ts';

const HTTP_STATUS = {
  usage: 400,
  invalid: 422,
  not_found: 404,
  unauthorized: 502,
  upstream: 502,
  busy: 503,
  storage: 500,
} as const satisfies Record<ErrorCode, ContentfulStatusCode>;

/** What an outsider may know of a failure: foreseen ones say themselves, others nothing. */
export function outwardFailure(error: unknown): {
  readonly status: ContentfulStatusCode;
  readonly sentence: string;
} {
  if (error instanceof DriftlineError)
    return { status: HTTP_STATUS[error.code], sentence: error.message };
  return { status: 500, sentence: 'Internal error.' };
}
