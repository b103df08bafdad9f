import type { Hono } from 'hono';
import type { Forwarded } from '../../mastodon/forward.ts';
import type { ApiDesk } from './api_desk.ts';
import { isAway } from './api_error.ts';
import type { ApiEnv } from './bearer.ts';
import { askWellHome, homePath, jsonIn, passOn } from './forwarding.ts';

const PREFERENCES = {
  'posting:default:visibility': 'public',
  'posting:default:sensitive': false,
  'posting:default:language': null,
  'reading:expand:media': 'default',
  'reading:expand:spoilers': false,
};

/** Nothing of what comes is held back. */
const POLICY = {
  for_not_following: 'accept',
  for_not_followers: 'accept',
  for_new_accounts: 'accept',
  for_private_mentions: 'accept',
  for_limited_accounts: 'accept',
  summary: { pending_requests_count: 0, pending_notifications_count: 0 },
};

/**
 * What clients ask for before they show anything, and what to say while the home server is away and
 * never said it: enough that they go on to the timelines, which are here.
 */
const ANSWERS: Readonly<Record<string, object>> = {
  '/api/v1/preferences': PREFERENCES,
  '/api/v1/custom_emojis': [],
  '/api/v1/filters': [],
  '/api/v2/filters': [],
  '/api/v1/announcements': [],
  '/api/v1/followed_tags': [],
  '/api/v1/follow_requests': [],
  '/api/v1/notifications': [],
  '/api/v1/notifications/unread_count': { count: 0 },
  '/api/v2/notifications': { accounts: [], statuses: [], notification_groups: [] },
  '/api/v2/notifications/unread_count': { count: 0 },
  '/api/v2/notifications/policy': POLICY,
  '/api/v1/conversations': [],
  '/api/v1/scheduled_statuses': [],
  '/api/v1/accounts/relationships': [],
};

export function startUpRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  for (const [path, otherwise] of Object.entries(ANSWERS))
    app.get(path, async (c) => {
      const asked = homePath(desk, c);
      try {
        const answer = await askWellHome(desk, c);
        if (answer.status === 200) keep(desk, asked, answer);
        return await passOn(desk, c, answer);
      } catch (error) {
        if (!isAway(error)) throw error;
        return c.json(JSON.parse(desk.answers.find(asked) ?? JSON.stringify(otherwise)));
      }
    });
}

/** What is long is not kept: it is no answer to a question that every client begins with. */
const KEPT_BYTES_MAX = 2_000_000;
const PATH_MAX = 300;

/** Throws DriftlineError where it was cut short on its way: what was said last is better. */
export function keep({ answers, now }: ApiDesk, path: string, answer: Forwarded): void {
  const { body } = answer;
  // A cursor asks for one page of many, and would be kept for ever.
  if (body.length > KEPT_BYTES_MAX || path.length > PATH_MAX || /_id=/.test(path)) return;
  const text = new TextDecoder().decode(body);
  if (!/^\s*[[{]/.test(text) || answers.find(path) === text) return;
  jsonIn(answer);
  answers.keep(path, text, now());
}
