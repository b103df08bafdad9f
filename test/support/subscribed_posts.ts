import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { hours, statusJson } from './entries.ts';
import { anApp, bodyOf } from './page_app.ts';
import { aPageWorld, DRAWN_AT_MS, editionOf } from './page_world.ts';

/** An edition of statuses with these members, asked for as subscriptions. */
export function ofPosts(...more: readonly object[]) {
  const world = aPageWorld(0);
  const posts = more.map((members, at) => {
    const json = statusJson({ id: `5${at}`, by: 'ada', atMs: hours(20), more: members });
    world.receive(parseHomeEntry(json), hours(20));
    return json;
  });
  const save = (uris: readonly string[], atMs = DRAWN_AT_MS) =>
    openEditions(world.database).save({ ...editionOf(uris), drawnAtMs: atMs }, MORNING);
  const uris = posts.map(({ uri }) => uri);
  const edition = save(uris);
  const app = anApp(world);
  const items = async (path = '/subscriptions/morning.json') =>
    JSON.parse(await bodyOf(app.get(path))).items as readonly Record<string, string>[];
  return { ...app, world, edition, uris, posts, save, items };
}

export const words = (content: string, more: object = {}) => ({
  content: `<p>${content}</p>`,
  ...more,
});
