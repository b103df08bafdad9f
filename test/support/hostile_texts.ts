import { existsSync, readFileSync } from 'node:fs';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { account, hours, statusJson } from './entries.ts';
import { aPageWorld, editionOf } from './page_world.ts';

/** Recorded data that is not part of the project. */
const HOSTILE = new URL('../../../shared/corpus/hostile/', import.meta.url);
export const hasCorpus = existsSync(HOSTILE);
if (!hasCorpus)
  process.stderr.write('The hostile texts are not on this machine: their test is skipped.\n');

const FILES = [
  'bleach_vectors',
  'dompurify_expect',
  'html5lib_sanitizer',
  'html5lib_tree_construction',
  'mastodon_sanitizer_spec',
  'naughty_strings',
  'xss_payloads',
];

/** Every text that was made to get out of where it stands. */
export function payloads(): readonly string[] {
  return FILES.flatMap((file) => {
    const { items } = JSON.parse(readFileSync(new URL(`${file}.json`, HOSTILE), 'utf8')) as {
      items: readonly (string | { readonly payload: string })[];
    };
    return items.map((item) => (typeof item === 'string' ? item : item.payload));
  });
}

/** A status that brings `words` wherever somebody else's words may stand. */
function bringing(words: string, at: number, isWarned: boolean) {
  const by = `p${at % 50}`;
  const members = {
    account: account(by, { display_name: words, url: `https://example.social/@${by}` }),
    content: words,
    spoiler_text: isWarned ? words : '',
    media_attachments: [{ type: 'image', url: 'https://files.example/a.png', description: words }],
    poll: { options: [{ title: words, votes_count: 1 }], votes_count: 1, voters_count: 1 },
    tags: [{ name: words, url: words }],
    quote: {
      state: 'accepted',
      quoted_status: {
        ...statusJson({ id: 'q', by: 'quoted', atMs: hours(1) }),
        content: words,
        account: account('quoted', { display_name: words }),
      },
    },
    card: { url: 'https://news.example/', title: words, description: words, provider_name: words },
  };
  return statusJson({ id: String(10_000 + at), by, atMs: hours(20), more: members });
}

const PER_EDITION = 1_000;

/** A world in whose editions each post brings one of all hostile texts. */
export function aHostileWorld() {
  const world = aPageWorld(0);
  const all = payloads();
  const editions: number[] = [];
  for (let from = 0; from < all.length; from += PER_EDITION) {
    const posts = all
      .slice(from, from + PER_EDITION)
      .map((words, at) => bringing(words, from + at, at % 7 === 0));
    for (const json of posts) world.receive(parseHomeEntry(json), hours(20));
    const edition = editionOf(posts.map(({ uri }) => uri));
    editions.push(openEditions(world.database).save(edition, MORNING));
  }
  return { world, editions, posts: all.length };
}
