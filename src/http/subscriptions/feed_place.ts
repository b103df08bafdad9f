/** `e5.atom` is the fifth edition. */
const LIKE_AN_EDITION = /^e[1-9]\d*$/;

/** What a feed is called in the address of its subscription. */
export function feedPlace(feed: string): string {
  return LIKE_AN_EDITION.test(feed) ? `feed:${feed}` : feed;
}
