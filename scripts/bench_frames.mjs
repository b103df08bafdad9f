// Frames as a busy home sends them: 5,000 authors with log-normal rates, 20 % boosts. Sizes are
// those of 2,656 recorded statuses: an account of 2.2 kB, the rest 1.6 kB; some 4.2 kB a frame.
import seedrandom from 'seedrandom';

const AUTHORS = 5_000;
const BOOST_SHARE = 0.2;
export const START_MS = /** @type {import('../build/core/clock.js').EpochMs} */ (
  Date.UTC(2026, 9, 1)
);
const BIO = 'Walks, reads, mends what is broken. '.repeat(20);
const SENTENCE = 'Today the river was higher than anybody remembers, and the ferry did not go. ';

/** `count` texts of home entries, `perDay` a day from START_MS on, oldest first. */
export function frames(count, perDay) {
  const written = framesForEver(perDay);
  return Array.from({ length: count }, () => written.next().value);
}

/**
 * The same, one after the other, for as long as somebody asks; `before` of them came earlier.
 * @returns {Generator<string, never>}
 */
export function* framesForEver(perDay, seed = 'bench', before = 0) {
  const draw = seedrandom.alea(seed);
  const rates = Array.from({ length: AUTHORS }, () => Math.exp(1.5 * normal(draw)));
  const sums = [];
  let sum = 0;
  for (const rate of rates) {
    sum += rate;
    sums.push(sum);
  }
  const author = () => search(sums, draw() * sum);
  for (let nth = before; ; nth += 1) {
    const atMs = START_MS + Math.floor((nth / perDay) * 86_400_000);
    const status = statusOf(nth, author(), atMs, draw);
    const at = new Date(atMs + 500).toISOString();
    if (draw() >= BOOST_SHARE) yield JSON.stringify(status);
    else {
      const boost = { id: `${2e9 + nth}`, created_at: at, account: accountOf(author()) };
      yield JSON.stringify({ ...boost, reblog: status });
    }
  }
}

/** Everybody who posts: a home whose follow list has been read knows them. */
export function everybody() {
  return Array.from({ length: AUTHORS }, (_, author) => accountOf(author));
}

function statusOf(nth, author, atMs, draw) {
  const account = accountOf(author);
  return {
    id: `${1e9 + nth}`,
    uri: `${account.uri}/statuses/${1e9 + nth}`,
    url: `${account.url}/${1e9 + nth}`,
    created_at: new Date(atMs).toISOString(),
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    sensitive: false,
    spoiler_text: '',
    visibility: 'public',
    language: 'en',
    content: `<p>${SENTENCE.repeat(4 + Math.floor(draw() * 8))}${nth}</p>`,
    favourites_count: Math.floor(draw() * 30),
    reblogs_count: Math.floor(draw() * 10),
    replies_count: Math.floor(draw() * 5),
    account,
    media_attachments: draw() < 0.2 ? [picture(nth)] : [],
    mentions: draw() < 0.4 ? [mentionOf(author), mentionOf(author + 1)] : [],
    tags:
      draw() < 0.3 ? [{ name: `tag${Math.floor(draw() * 300)}`, url: 'https://a.example' }] : [],
    emojis: [],
    card: null,
    poll: null,
    application: { name: 'Web', website: null },
  };
}

function accountOf(author) {
  const url = `https://server${author % 300}.example/@person${author}`;
  return {
    id: `${5e6 + author}`,
    username: `person${author}`,
    acct: `person${author}@server${author % 300}.example`,
    display_name: `Person ${author}`,
    url,
    uri: `https://server${author % 300}.example/users/person${author}`,
    note: `<p>${BIO}</p>`,
    avatar: `${url}/avatar/original/picture.png`,
    avatar_static: `${url}/avatar/original/picture.png`,
    header: `${url}/header/original/picture.png`,
    header_static: `${url}/header/original/picture.png`,
    followers_count: 40 * ((author % 97) + 1),
    following_count: 300,
    statuses_count: 1_000,
    bot: false,
    locked: false,
    created_at: '2019-01-01T00:00:00.000Z',
    group: false,
    discoverable: true,
    indexable: true,
    noindex: false,
    hide_collections: false,
    last_status_at: '2026-09-30',
    emojis: [],
    roles: [],
    fields: ['Home', 'Garden', 'Words', 'Work'].map((name) => ({
      name,
      value: `<a href="https://person${author}.example/${name}" rel="me nofollow noopener" translate="no"><span class="invisible">https://</span>person${author}.example</a>`,
      verified_at: name === 'Home' ? '2023-01-01T00:00:00.000+00:00' : null,
    })),
  };
}

function picture(nth) {
  const url = `https://files.example/media_attachments/files/113/000/${nth}`;
  return {
    id: `${3e9 + nth}`,
    type: 'image',
    url: `${url}/original/picture.jpeg`,
    preview_url: `${url}/small/picture.jpeg`,
    remote_url: null,
    meta: { original: { width: 1600, height: 1200, size: '1600x1200', aspect: 1.3333 } },
    description: SENTENCE,
    blurhash: 'UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH',
  };
}

function mentionOf(author) {
  const { id, username, acct, url } = accountOf(author % AUTHORS);
  return { id, username, acct, url };
}

function normal(draw) {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}

function search(sums, wanted) {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
