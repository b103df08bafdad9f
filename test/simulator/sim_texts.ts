import { compareIds } from '../../src/demo/server_paging.ts';
import type { Judged } from './sim_verdict.ts';
import { countsAt } from './sim_world.ts';

interface StatusRow {
  readonly id: string;
  readonly uri: string;
  readonly deleted_at_ms: number | null;
  readonly content: string | null;
  readonly favourites: number;
  readonly boosts: number;
  readonly replies: number;
}

/** Mastodon's homes hold no more, and audits of one without end reach no further. */
const AUDITED = 800;

/** What still stands in the home at the end was swept within the last hour, and is right. */
export function judgeTexts(
  rows: <T>(sql: string) => T[],
  { server, oracle, world }: Pick<Judged, 'server' | 'oracle' | 'world'>,
  settledMs: number,
  endMs: number,
) {
  // Where the stream did not say so, nobody can know of it yet.
  const late = world.eventsBetween(settledMs, endMs).filter(({ kind }) => kind === 'edit');
  const editedLately = new Set(late.flatMap((event) => ('post' in event ? [event.post.id] : [])));
  const wrongTexts: string[] = [];
  const wrongCounts: string[] = [];
  const wrongTombstones: string[] = [];
  const audited = new Set(
    [...oracle.lives.values()]
      .filter(({ leftMs, isGrouped }) => leftMs > endMs && !isGrouped)
      .sort((one, other) => compareIds(other.id, one.id))
      .slice(0, AUDITED),
  );
  const statuses = rows<StatusRow>(
    `select server_id as id, uri, deleted_at_ms, json_extract(body, '$.content') as content,
            favourites, boosts, replies
       from statuses join server_ids using (status_key) left join payloads using (status_key)`,
  );
  const deletions = world.eventsBetween(0, endMs).filter(({ kind }) => kind === 'delete');
  const deleted = new Set(deletions.flatMap((event) => ('postId' in event ? event.postId : [])));
  for (const row of statuses) {
    const now = server.find(row.id);
    if (row.content === null && !deleted.has(row.uri.split('/').at(-1) ?? ''))
      wrongTombstones.push(`${row.id} has lost its text, and nobody deleted it`);
    if (row.deleted_at_ms !== null && now !== undefined)
      wrongTombstones.push(`${row.id} is not gone`);
    if (row.deleted_at_ms === null && now === undefined && oracle.deletesTold.has(row.id))
      wrongTombstones.push(`${row.id} is gone, and its delete was streamed`);
    const isSaid = now !== undefined && row.content === now.html;
    if (row.deleted_at_ms === null && now !== undefined && oracle.editsTold.has(row.id) && !isSaid)
      wrongTexts.push(`${row.id} says ${row.content}, and its edit was streamed`);
    const life = oracle.lives.get(row.id);
    const isSettled = life !== undefined && audited.has(life) && life.enteredMs < settledMs;
    if (now === undefined || row.deleted_at_ms !== null || !isSettled) continue;
    if (!isSaid && !editedLately.has(now.id)) wrongTexts.push(`${row.id} says ${row.content}`);
    const [least, most] = [countsAt(now, settledMs), countsAt(now, endMs)];
    const isRight =
      row.favourites >= least.favourites &&
      row.favourites <= most.favourites &&
      row.replies >= least.replies &&
      row.replies <= most.replies &&
      row.boosts >= least.boosts;
    if (!isRight)
      wrongCounts.push(
        `${row.id} has ${row.favourites}, not ${least.favourites} to ${most.favourites}`,
      );
  }
  return { wrongTexts, wrongCounts, wrongTombstones };
}
