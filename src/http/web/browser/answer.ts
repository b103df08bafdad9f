import { partsOf } from './parts.ts';

/** What a proxy says that finds no Driftline behind it: while it starts anew, or not in time. */
const NOBODY_BEHIND: ReadonlySet<number> = new Set([502, 503, 504]);

/** So long an answer may take: forty posts come through a narrow line in a quarter of it. */
const ANSWER_MS_MAX = 60_000;

/** A whole answer of Driftline's. */
export interface Answer {
  readonly isOk: boolean;
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/**
 * Asks Driftline. Undefined where it does not answer, or its answer breaks off or stands still, so
 * that nothing here waits for ever: who asked says so, and asks again. Who brings a signal of their
 * own sets the limit.
 */
export async function ask(
  address: string | URL,
  request: RequestInit = {},
): Promise<Answer | undefined> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), ANSWER_MS_MAX);
  try {
    const response = await fetch(address, { signal: limit.signal, ...request });
    const { ok: isOk, status, headers } = response;
    return { isOk, status, type: headers.get('content-type') ?? '', text: await response.text() };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Asks for a part of a page. `away`: nobody gave it, or somebody between us gave another page, as a
 * portal does that wants a login. `refused`: what is asked for as a page of its own says why.
 */
export async function askPart(
  address: string | URL,
  selector: string,
): Promise<DocumentFragment | 'away' | 'refused'> {
  const answer = await ask(address);
  if (answer === undefined || NOBODY_BEHIND.has(answer.status)) return 'away';
  if (!answer.isOk) return 'refused';
  const parts = partsOf(answer.text);
  return parts.querySelector(selector) === null ? 'away' : parts;
}

/** What an answer tells the script; undefined where it is none of Driftline's (a login page). */
export function contentOf<Content>(answer: Answer | undefined): Content | undefined {
  if (!answer?.type.startsWith('application/json')) return undefined;
  try {
    return JSON.parse(answer.text) as Content;
  } catch {
    return undefined;
  }
}
