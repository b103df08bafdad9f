import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type { EpochMs } from '../../core/clock.ts';
import { DriftlineError } from '../../core/errors.ts';
import { FEED_NAME } from '../../core/feed.ts';
import type { EditionHead } from '../../store/reading.ts';
import { callerOf, type Reach } from '../caller.ts';
import type { Exposing } from '../exposing.ts';
import { isKnown } from '../known_tag.ts';
import type { Answers } from '../web/answers.ts';
import type { Desk } from '../web/desk.ts';
import { wholeNumber } from '../web/request_words.ts';
import { entriesOf, type ListedEntry } from './entries.ts';
import { atomOf, jsonFeedOf, type Subscription } from './formats.ts';
import { SubscribePage } from './subscribe_page.tsx';

export interface SubscriptionNeeds extends Answers {
  readonly desk: Desk;
  readonly access: Reach;
  readonly exposing: Exposing;
}

/** A reader that asks once a day misses none of three editions. */
const EDITIONS = 3;
const FORMATS = {
  atom: { write: atomOf, type: 'application/atom+xml; charset=utf-8' },
  json: { write: jsonFeedOf, type: 'application/feed+json; charset=utf-8' },
} as const;
const FILE = /^(?:e(?<edition>[1-9]\d*)|(?:feed:)?(?<feed>.+))\.(?<format>atom|json)$/;

/**
 * `/subscriptions/morning.atom`: the last editions of a feed; of one called e12 `feed:e12.atom`.
 * `/subscriptions/e12.json`: one edition.
 * `/subscribe` lists them.
 */
export function openSubscriptions(app: Hono, needs: SubscriptionNeeds): void {
  const { desk, html, shellOf } = needs;
  app.get('/subscriptions/:file', (c) => serve(c, needs));
  app.get('/subscribe', (c) => {
    const newest = new Map(desk.reading.drawnFeeds().map(({ feed, edition }) => [feed, edition]));
    return html(c, <SubscribePage shell={shellOf(c)} newest={newest} />);
  });
}

function serve(c: Context, needs: SubscriptionNeeds): Response {
  const { edition, feed = '', format } = FILE.exec(c.req.param('file') ?? '')?.groups ?? {};
  const { write, type } = FORMATS[format as keyof typeof FORMATS] ?? {};
  const heads = edition === undefined ? headsOf(feed, needs) : [needs.headOf(numbered(edition))];
  const [newest] = heads;
  if (write === undefined || newest === undefined)
    throw new DriftlineError('not_found', 'There is no such subscription: see /subscribe.');
  const origin = callerOf(c, needs.access).origin ?? '';
  const listed = heads.map((head) => ({ head, entries: entriesOf(needs.desk, head, origin) }));
  const body = write({
    ...namesOf(newest, edition !== undefined),
    self: `${origin}${c.req.path}`,
    home: edition === undefined ? `${origin}/` : `${origin}/e/${newest.edition}`,
    ...whole(
      listed.flatMap(({ entries }) => entries),
      newest,
    ),
  });
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  // `no-cache`: kept, and asked for again each time.
  const headers = { etag, 'cache-control': 'private, no-cache' };
  if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
  if (c.req.method === 'HEAD') return c.body(null, 200, { ...headers, 'content-type': type });
  for (const { head, entries } of listed)
    needs.exposing.served(
      head.edition,
      entries.map(({ slot }) => slot),
      'subscription',
    );
  return c.body(body, 200, { ...headers, 'content-type': type });
}

function numbered(edition: string): number {
  return wholeNumber(edition) ?? Number.NaN;
}

function headsOf(feed: string, { desk, headOf }: SubscriptionNeeds): readonly EditionHead[] {
  if (!FEED_NAME.test(feed)) return [];
  return desk.reading.ofFeed(feed, EDITIONS).map(headOf);
}

function namesOf({ edition, feed }: EditionHead, isOne: boolean) {
  return isOne
    ? { id: `urn:driftline:edition:${edition}`, title: `Driftline: edition ${edition}` }
    : { id: `urn:driftline:feed:${feed}`, title: `Driftline: ${feed}` };
}

/** A post that came again stands in its newest place alone. */
function whole(
  listed: readonly ListedEntry[],
  newest: EditionHead,
): Pick<Subscription, 'entries' | 'updatedMs'> {
  const byId = new Map(listed.toReversed().map(({ entry }) => [entry.id, entry]));
  const entries = listed.map(({ entry }) => entry).filter((entry) => byId.get(entry.id) === entry);
  const latestMs = Math.max(newest.drawn_at_ms, ...entries.map(({ updatedMs }) => updatedMs));
  return { entries, updatedMs: latestMs as EpochMs };
}
