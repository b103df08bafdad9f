import { DAY_MS, type EpochMs, isoOf, SECOND_MS } from '../core/clock.ts';
import type { Archive, Entry, Filed } from './server_archive.ts';
import {
  type Addresses,
  accountMembers,
  BOOST_MEMBERS,
  cardOf,
  members,
  pollOf,
  statusMembers,
} from './server_json_parts.ts';
import { acctOf } from './server_people.ts';
import type { Counts, Person, Post } from './world.ts';

/** Previews are crawled after posting, so a streamed status has none yet; no event tells of it. */
const CARD_CRAWLED_AFTER_MS = 30 * SECOND_MS;

/**
 * Writes statuses and accounts as JSON text. Text, not objects: nearly all of a status never
 * changes, so that part is written once and kept, and a page of forty is made of kept pieces.
 */
export interface Renderer {
  readonly entry: (entry: Entry, nowMs: number) => string;
  readonly status: (filed: Filed, nowMs: number) => string;
  readonly account: (person: Person) => string;
  readonly list: (entries: readonly Entry[], nowMs: number) => string;
  readonly statusUrl: (filed: Filed) => string;
  readonly accountUrl: (person: Person) => string;
}

export function openRenderer(archive: Archive, origin: string, openedMs: number): Renderer {
  const { world } = archive;
  const accountUrl = (person: Person) => `${origin}/@${acctOf(person, world.owner)}`;
  const statusUrl = ({ id, post }: Filed) => `${accountUrl(post.author)}/${id}`;

  const { accountIdOf } = archive;
  const addresses = { origin, statusUrl, accountUrl, accountIdOf, world };

  const account = accountWriter(archive, addresses, openedMs);

  const fixedStatus = (filed: Filed) => {
    filed.fixedJson ??= members(statusMembers(filed, addresses));
    return filed.fixedJson;
  };

  const quote = (filed: Filed, nowMs: number, isNested: boolean) => {
    const quotes = filed.post.quotes;
    if (quotes === undefined) return 'null';
    const quoted = archive.file(quotes);
    if (quoted.isGone) {
      const name = isNested ? 'quoted_status_id' : 'quoted_status';
      return `{"state":"deleted","${name}":null}`;
    }
    if (isNested) return `{"state":"accepted","quoted_status_id":"${quoted.id}"}`;
    return `{"state":"accepted","quoted_status":${written(quoted, nowMs, true)}}`;
  };

  const written = (filed: Filed, nowMs: number, isNested: boolean): string => {
    const { post } = filed;
    const counts = world.countsAt(post, nowMs);
    const hasCard = post.card !== undefined && nowMs >= post.createdMs + CARD_CRAWLED_AFTER_MS;
    return (
      `{${fixedStatus(filed)},"account":${account(post.author)},"reblog":null` +
      `,${answered(post, archive)},${figures(filed, counts)},${marks(filed)}` +
      `,"bookmarked":${filed.bookmark !== undefined}` +
      `,"card":${hasCard ? JSON.stringify(cardOf(post, origin)) : 'null'}` +
      `,"poll":${JSON.stringify(pollOf(filed, nowMs, counts))}` +
      `,"quote":${quote(filed, nowMs, isNested)}}`
    );
  };

  const boost = ({ id, atMs, filed }: Entry, booster: Person, nowMs: number) => {
    const uri = `https://${booster.domain}/users/${booster.username}/statuses/${id}/activity`;
    return (
      `{"id":"${id}","created_at":"${isoOf(atMs as EpochMs)}","uri":"${uri}","url":"${uri}"` +
      `,${BOOST_MEMBERS},"visibility":"${filed.post.visibility}"` +
      `,${marks(filed)},"bookmarked":false,"account":${account(booster)}` +
      `,"reblog":${written(filed, nowMs, false)}}`
    );
  };

  const entry = (entry: Entry, nowMs: number) =>
    entry.booster === undefined
      ? written(entry.filed, nowMs, false)
      : boost(entry, entry.booster, nowMs);

  return {
    entry,
    status: (filed, nowMs) => written(filed, nowMs, false),
    account,
    list: (entries, nowMs) => `[${entries.map((one) => entry(one, nowMs)).join(',')}]`,
    statusUrl,
    accountUrl,
  };
}

function accountWriter(archive: Archive, addresses: Addresses, openedMs: number) {
  const fixed = new Map<string, string>();
  const write = (person: Person): string => {
    const known = fixed.get(person.id) ?? members(accountMembers(person, addresses));
    fixed.set(person.id, known);
    // A direct message is counted nowhere.
    const entries = archive
      .entriesOf(person)
      .filter(({ filed }) => filed.post.visibility !== 'direct');
    const daysBefore = Math.max(0, openedMs - person.joinedMs) / DAY_MS;
    const count = Math.round(person.postsPerDay * daysBefore) + entries.length;
    const lastMs = entries[entries.length - 1]?.atMs;
    const lastOn = lastMs === undefined ? 'null' : `"${isoOf(lastMs as EpochMs).slice(0, 10)}"`;
    const moved = archive.relations.movedTo(person);
    const said = moved === undefined ? '' : `,"moved":${write(moved)}`;
    return `{${known},"statuses_count":${count},"last_status_at":${lastOn}${said}}`;
  };
  return write;
}

/** What the post answers, as long as that is there. */
function answered({ replyTo }: Post, archive: Archive): string {
  const parent = replyTo === undefined ? undefined : archive.byKey(replyTo.id);
  if (parent === undefined) return '"in_reply_to_id":null,"in_reply_to_account_id":null';
  const accountId = archive.accountIdOf(parent.post.author);
  return `"in_reply_to_id":"${parent.id}","in_reply_to_account_id":"${accountId}"`;
}

function figures({ editedMs, favourite, ownBoost }: Filed, counts: Counts): string {
  const edited = editedMs === undefined ? 'null' : `"${isoOf(editedMs as EpochMs)}"`;
  return (
    `"edited_at":${edited},"replies_count":${counts.replies}` +
    `,"reblogs_count":${counts.boosts + Number(ownBoost !== undefined)}` +
    `,"favourites_count":${counts.favourites + Number(favourite !== undefined)}`
  );
}

/** What the owner did, which a boost says of itself too. */
function marks({ favourite, ownBoost }: Filed): string {
  return `"favourited":${favourite !== undefined},"reblogged":${ownBoost !== undefined}`;
}
