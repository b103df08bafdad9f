import type { EpochMs } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { type HomeEntry, parseHomeEntry } from '../core/status.ts';
import type { Purpose } from './accountant.ts';
import { type Connection, get } from './send.ts';

/** Something that came and was not let in. */
export interface Refused {
  readonly reason: string;
  readonly sample: string;
}

export interface HomePage {
  readonly entries: readonly HomeEntry[];
  readonly refused: readonly Refused[];
  /** The id below which the next page lies; undefined on an empty page, which is the end. */
  readonly lastId: string | undefined;
  readonly isPartial: boolean;
}

const PAGE_ENTRIES = 40;

/** One page of the home, newest first. A short page is no end: only an empty one is. */
export async function homePage(
  connection: Connection,
  purpose: Purpose,
  maxId?: string,
): Promise<HomePage> {
  const query = maxId === undefined ? '' : `&max_id=${encodeURIComponent(maxId)}`;
  const answer = await get(
    connection,
    `/api/v1/timelines/home?limit=${PAGE_ENTRIES}${query}`,
    purpose,
  );
  if (!Array.isArray(answer.json)) {
    throw new DriftlineError(
      'upstream',
      `${connection.server} sent a home timeline that is no list`,
    );
  }
  const parsed = answer.json.map(letIn);
  const last = answer.json.at(-1) as { id?: unknown } | undefined;
  return {
    entries: parsed.flatMap((one) => ('entry' in one ? [one.entry] : [])),
    refused: parsed.flatMap((one) => ('reason' in one ? [one] : [])),
    lastId: last?.id === undefined ? undefined : String(last.id),
    isPartial: answer.isPartial,
  };
}

/** One bad status never stops the rest. */
export function letIn(json: unknown): { readonly entry: HomeEntry } | Refused {
  try {
    return { entry: parseHomeEntry(json) };
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    return { reason: error.message.replace(/\b\d{5,}\b/g, '…'), sample: JSON.stringify(json) };
  }
}

/** When an entry entered the home. Mastodon's ids say it; elsewhere the entry's own time has to do. */
export function enteredAtMs(entry: HomeEntry): EpochMs {
  if (/^\d{17,19}$/.test(entry.id)) return Number(BigInt(entry.id) >> 16n) as EpochMs;
  return entry.boostedAtMs ?? (Date.parse(entry.status.created_at) as EpochMs);
}
