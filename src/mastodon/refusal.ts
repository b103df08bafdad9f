import { DriftlineError } from '../core/errors.ts';

/**
 * A page, of a server that is well, where the API's word was due. Of a path that not every server
 * has it says that this one has not; of a status or an account it says nothing.
 */
export class StrayPage extends DriftlineError {
  constructor(what: string) {
    super('upstream', `${what}: with a page, not with its API’s word`);
  }
}

/**
 * A refusal that is no JSON is not the API's: a proxy's "404 page not found" while the server
 * restarts, a guard's 403.
 */
export function isStray(status: number, text: string): boolean {
  if (status === 401) return isPage(text);
  return status >= 400 && status < 500 && !SAID_BY_ANY.has(status) && !isJson(text);
}

/** A whole server behind a password while it is mended: nginx says that in HTML. */
function isPage(text: string): boolean {
  return /^\s*</.test(text);
}

/** About now, whoever says it; and 410, which nothing says by mistake. */
const SAID_BY_ANY: ReadonlySet<number> = new Set([408, 410, 429]);

/** `{"error":"Record not found"}`; of some servers just the words. */
function isJson(text: string): boolean {
  return /^\s*[{["]/.test(text);
}

/** The server knows no such thing, or does not let us have it, in its API's own words. */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof DriftlineError && (error.code === 'not_found' || error.code === 'invalid')
  );
}

/** The same of what not every server has: there a page says it too. */
export function isMissing(error: unknown): boolean {
  return isRefusal(error) || error instanceof StrayPage;
}

/** `{"error":"This action is outside the authorized scopes"}` */
export function reasonIn(text: string): string {
  const said = /"error"\s*:\s*"([^"]{1,200})"/.exec(text)?.[1];
  return said ?? 'it gives no reason';
}
