/** Node says why a connection failed one level down: ECONNREFUSED, ENOTFOUND … */
export function codeOf(error: unknown): string {
  const code = causeOf(error);
  return code === undefined ? '' : ` (${code}${dateWords(code)})`;
}

/** A certificate holds from a day to a day; a clock that is a month off is past one of them. */
const OF_DATE: readonly unknown[] = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];

export function dateWords(code: unknown): string {
  return OF_DATE.includes(code)
    ? ': its certificate is out of date, or the clock of this machine is wrong'
    : '';
}

/** Whether a request failed over the date of a certificate. */
export function isOfDate(error: unknown): boolean {
  return OF_DATE.includes(causeOf(error));
}

function causeOf(error: unknown): string | undefined {
  const { cause } = (error ?? {}) as { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : undefined;
}

/** Whether a request that failed never reached the server. */
export function isUnsent(error: unknown): boolean {
  const { cause } = error as { readonly cause?: unknown };
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH/.test(codeOf(cause ?? {}));
}
