import type { Database } from './database.ts';
import type { Memory } from './memory.ts';
import { integer } from './shape.ts';

/** Tags and links are few and come again and again: their keys are kept in memory. */
export function openTags(database: Database) {
  const tagKeys = database.memory<number>(REMEMBERED_MAX);
  const linkKeys = database.memory<number>(REMEMBERED_MAX);
  const addTag = database.insert('ingest/add_tag', ['name']);
  const findTag = database.one('ingest/find_tag', ['name'], { tag_key: integer });
  const addStatusTag = database.run('ingest/add_status_tag', ['status_key', 'tag_key']);
  const addLink = database.insert('ingest/add_link', ['url', 'site']);
  const findLink = database.one('ingest/find_link', ['url'], { link_key: integer });

  const tagKey = (name: string): number =>
    remember(tagKeys, name, () => addTag({ name }) ?? (findTag({ name })?.tag_key as number));

  return {
    tagKey,
    put(statusKey: number, names: readonly string[]): void {
      for (const name of names) addStatusTag({ status_key: statusKey, tag_key: tagKey(name) });
    },
    linkKey(url: string | undefined): number | null {
      if (url === undefined) return null;
      const site = new URL(url).host;
      return remember(
        linkKeys,
        url,
        () => addLink({ url, site }) ?? (findLink({ url })?.link_key as number),
      );
    },
  };
}

const REMEMBERED_MAX = 20_000;

function remember(keys: Memory<number>, name: string, find: () => number): number {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = find();
  keys.keep(name, key);
  return key;
}
