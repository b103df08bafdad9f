import type { EpochMs } from '../core/clock.ts';
import { openClientAnswers } from './client_answers.ts';
import type { Database } from './database.ts';
import { integer, nullable } from './shape.ts';

type Json = Readonly<Record<string, unknown>>;

/** Votes that were sent from here: their posts were stored before them. */
export function openPollVotes(database: Database) {
  const answers = openClientAnswers(database);
  const findLast = database.one('serve/find_last_vote', ['from', 'to'], {
    at_ms: nullable(integer),
  });
  /** A poll as it was answered to a vote, until its post says so too. */
  const votedIn = (poll: Json): Json => {
    const answer = poll.voted === true ? undefined : answers.find(pollPath(String(poll.id)));
    return answer === undefined ? poll : (JSON.parse(answer) as Json);
  };
  return {
    /** JSON of a poll, as it was answered to a vote. */
    keep: (pollId: string, poll: string, atMs: EpochMs) =>
      answers.keep(pollPath(pollId), poll, atMs),
    votedIn,
    /** JSON of a status, its poll so. */
    withVote(body: string): string {
      if (!body.includes('"poll":{')) return body;
      const status = JSON.parse(body) as { readonly poll?: Json | null };
      if (status.poll == null) return body; // it is that of a quoted post
      const poll = votedIn(status.poll);
      return poll === status.poll ? body : JSON.stringify({ ...status, poll });
    },
    /** Another word after each vote. */
    stamp: () => String(findLast({ from: pollPath(''), to: pollPath('~') })?.at_ms),
  };
}

/** Under which address the answer to a vote is kept: that of its poll. */
function pollPath(pollId: string): string {
  return `/api/v1/polls/${pollId}`;
}
