/** Node says why a connection failed one level down: ECONNREFUSED, ENOTFOUND … */
export function codeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === 'string' ? ` (${cause.code})` : '';
}

/** Whether a request that failed never reached the server. */
export function isUnsent(error: unknown): boolean {
  const { cause } = error as { readonly cause?: unknown };
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH/.test(codeOf(cause ?? {}));
}
