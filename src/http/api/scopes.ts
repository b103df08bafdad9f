/** What clients may ask for; anything else is passed over, `push` and `profile` granted and idle. */
const KNOWN = /^(read|write|follow|push|profile)(:[a-z_]+)?$/;
const USUAL = 'read';

/** The scopes of a wish that exist, each once; `read` where none is left. */
export function scopesIn(wish: string | undefined): string {
  const words = (wish ?? USUAL).split(/[\s+,]+/).filter((word) => KNOWN.test(word));
  return words.length === 0 ? USUAL : [...new Set(words)].join(' ');
}

/**
 * Of a wish, what an app registered for; undefined where that is nothing. Who names nothing wishes
 * to read, or else what it registered for.
 */
export function scopesWithin(wish: string | undefined, allowed: string): string | undefined {
  const may = allowed.split(' ');
  const words = scopesIn(wish).split(' ');
  const within = words.filter(
    (word) => may.includes(word) || may.includes(word.split(':')[0] as string),
  );
  if (within.length > 0) return within.join(' ');
  return wish ? undefined : allowed;
}

const OF_POST = 'statuses/[^/]+/(un)?';
const OF_PERSON = 'accounts/[^/]+/(un)?';

/**
 * Under which scope a path stands, the first that fits
 * (https://docs.joinmastodon.org/api/oauth-scopes/).
 */
const AREAS: readonly (readonly [name: string, paths: RegExp])[] = [
  ['favourites', new RegExp(`^(favourites|${OF_POST}favourite)(/|$)`)],
  ['bookmarks', new RegExp(`^(bookmarks|${OF_POST}bookmark)(/|$)`)],
  ['mutes', new RegExp(`^(mutes|${OF_PERSON}mute|${OF_POST}mute)(/|$)`)],
  ['blocks', new RegExp(`^(blocks|domain_blocks|${OF_PERSON}block)(/|$)`)],
  [
    'follows',
    new RegExp(
      '^(followed_tags|follow_requests|tags|accounts/relationships|' +
        `${OF_PERSON}(follow|remove_from_followers))(/|$)`,
    ),
  ],
  ['lists', /^(lists|timelines\/list|accounts\/[^/]+\/lists)(\/|$)/],
  ['statuses', /^accounts\/[^/]+\/statuses(\/|$)/],
  ['accounts', new RegExp(`^${OF_POST}pin(/|$)`)],
  ['accounts', /^(accounts|preferences|profile|featured_tags|endorsements|suggestions)(\/|$)/],
  ['notifications', /^streaming\/user\/notification(\/|$)/],
  [
    'statuses',
    /^(statuses|timelines|polls|markers|conversations|scheduled_statuses|streaming)(\/|$)/,
  ],
];
const BY_THEIR_NAMES = /^(notifications|filters|search|reports|media)(?=\/|$)/;
/** What a server tells everybody. */
const PUBLIC = /^(custom_emojis|announcements|instance|trends|directory|peers)(\/|$)/;
/** What the old scope `follow` reads and writes. */
const FOLLOW = ['follows', 'mutes', 'blocks'];
/** Posted, and changes nothing. */
const READ_BY_POST = /^\/api\/v\d+\/statuses\/[^/]+\/translate\/?$/;
const WHO = /^\/api\/v1\/accounts\/verify_credentials\/?$|^\/oauth\/userinfo/;

/**
 * Whether a token may do that: the home server hears the owner's own token, which may do more. What
 * has no scope that is known here wants all of `read`.
 */
export function mayAsk(scopes: string, method: string, path: string): boolean {
  const has = new Set(scopes.split(' '));
  const isReading = method === 'GET' || method === 'HEAD' || READ_BY_POST.test(path);
  const verb = isReading ? 'read' : 'write';
  if (has.has(verb) || (verb === 'read' && has.has('profile') && WHO.test(path))) return true;
  // Mastodon takes several slashes for one.
  const within = path.replace(/\/{2,}/g, '/').replace(/^\/api\/v\d+\//, '');
  const area =
    AREAS.find(([, paths]) => paths.test(within))?.[0] ?? BY_THEIR_NAMES.exec(within)?.[1];
  if (area === undefined) return verb === 'read' && PUBLIC.test(within) && /\bread:/.test(scopes);
  return has.has(`${verb}:${area}`) || (has.has('follow') && FOLLOW.includes(area));
}

/** What a stream tells, by the scope that it wants (Mastodon's streaming/index.js). */
const HEARD: Readonly<Record<string, string>> = {
  update: 'statuses',
  'status.update': 'statuses',
  delete: 'statuses',
  conversation: 'statuses',
  notification: 'notifications',
  notifications_merged: 'notifications',
};
/** Says nothing of anybody. */
const HEARD_BY_ALL = /^(filters_changed|announcement(\.\w+)?)$/;

/** Whether a token may listen at all; what it then hears, `mayHear` says. */
export function mayListen(scopes: string): boolean {
  return Object.keys(HEARD).some((event) => mayHear(scopes, event));
}

/** Whether a token may hear such an event: a stream of the home tells notifications as well. */
export function mayHear(scopes: string, event: string): boolean {
  const has = new Set(scopes.split(' '));
  return has.has('read') || has.has(`read:${HEARD[event]}`) || HEARD_BY_ALL.test(event);
}

const SEES: Readonly<Record<string, string>> = {
  statuses: 'posts and timelines',
  accounts: 'profiles',
  follows: 'whom you follow',
};
const DOES: Readonly<Record<string, string>> = {
  statuses: 'post and boost',
  favourites: 'favourite',
  bookmarks: 'save',
  follows: 'follow',
  mutes: 'mute',
  blocks: 'block',
  media: 'send pictures',
  reports: 'report',
};

/** What scopes let a client see, and do as the owner; undefined where that is nothing. */
export function scopeWords(scopes: string) {
  const has = new Set(scopes.split(' '));
  const areasOf = (verb: 'read' | 'write') => [
    ...[...has].flatMap((scope) =>
      scope.startsWith(`${verb}:`) ? [scope.split(':')[1] ?? ''] : [],
    ),
    ...(has.has('follow') ? FOLLOW : []),
  ];
  const told = (areas: readonly string[], words: (area: string) => string) =>
    areas.length === 0 ? undefined : listed([...new Set(areas)].map(words));
  return {
    sees: has.has('read')
      ? 'your timelines and notifications'
      : told(areasOf('read'), (area) => SEES[area] ?? `your ${area}`),
    does: has.has('write')
      ? 'post, favourite, boost, follow and block'
      : told(areasOf('write'), (area) => DOES[area] ?? `change your ${area}`),
  };
}

/**
 * What a login with `granted` scopes lets through of what `scopes` let a client do; undefined: all.
 */
export function narrowedBy(granted: string, scopes: string): string | undefined {
  const [has, asked] = [granted, scopes].map((words) => new Set(words.split(/\s+/)));
  const lets = (by: ReadonlySet<string> | undefined, area: string) =>
    by?.has('write') ||
    by?.has(`write:${area}`) ||
    (by?.has('follow') && FOLLOW.includes(area)) ||
    false;
  const areas = Object.keys(DOES).filter((area) => lets(asked, area));
  const through = areas.filter((area) => lets(has, area));
  if (through.length === areas.length) return undefined;
  return listed(through.map((area) => DOES[area] ?? area));
}

function listed(words: readonly string[]): string {
  return words.length < 2
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
