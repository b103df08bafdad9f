import type { WrittenServing } from './config_serving.ts';
import type { Lane } from './edition.ts';
import type { Day } from './schedule.ts';

/**
 * What may stand in the file: everything is optional, a feed's settings stand over another feed's.
 */
export interface WrittenConfig extends WrittenServing {
  readonly server?: string | undefined;
  readonly timezone?: string | undefined;
  readonly after_draw?: string | undefined;
  readonly open_in?: string | undefined;
  readonly rank?:
    | { readonly at?: string | undefined; readonly feed?: string | undefined }
    | undefined;
  readonly keep?:
    | { readonly days?: number | undefined; readonly text_days?: number | undefined }
    | undefined;
  /** Handles of people, by the name of the list. */
  readonly lists?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly feeds?: Readonly<Record<string, WrittenFeed>> | undefined;
}

export interface WrittenFeed {
  readonly about?: string | undefined;
  /** Entries, or "20 min". */
  readonly size?: number | string | undefined;
  readonly temperature?: number | undefined;
  /** The dice, or the newest first. */
  readonly order?: 'by chance' | 'as it came' | undefined;
  readonly per_author?: number | undefined;
  readonly per_booster?: number | undefined;
  readonly per_site?: number | undefined;
  readonly per_server?: number | undefined;
  readonly spacing?: number | undefined;
  readonly reach_days?: number | undefined;
  readonly deadline_days?: number | undefined;
  readonly quiet_deadline_days?: number | undefined;
  readonly leanings?: boolean | undefined;
  readonly quotas?: Readonly<Record<string, number>> | undefined;
  readonly exponents?: Readonly<Record<string, number>> | undefined;
  readonly filters?: WrittenFilters | undefined;
  readonly sql?: string | undefined;
  readonly limit_seconds?: number | undefined;
  readonly copied_from?: string | undefined;
  readonly at?: string | undefined;
  readonly days?: readonly Day[] | undefined;
}

export interface WrittenFilters {
  readonly languages?: readonly string[] | undefined;
  readonly with_media?: boolean | undefined;
  readonly with_links?: boolean | undefined;
  readonly least_characters?: number | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly people?: readonly string[] | undefined;
  readonly lists?: readonly string[] | undefined;
  readonly lanes?: readonly Lane[] | undefined;
  readonly without_replies?: boolean | undefined;
  readonly without_strangers?: boolean | undefined;
}

/** A mistake before it is known in which line it stands. */
export interface Misplaced {
  readonly path: readonly string[];
  /** How the sentence goes on that begins with the setting. */
  readonly problem: string;
}
