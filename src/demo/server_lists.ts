import { type Context, Hono } from 'hono';
import type { Entry } from './server_archive.ts';
import { reachesFollower } from './server_fan_out.ts';
import { type DemoEnv, guardToken, jsonText, notFound, type Parts } from './server_guard.ts';
import { compareIds, cursorOf, limitOf, pageOf } from './server_paging.ts';
import { link } from './server_timelines.ts';
import type { Person } from './world.ts';

const USUAL_PAGE = 20;
const LIST_LIMIT = 800; // entries, like the home

/** The owner's lists, and the timelines of lists and tags. */
export function lists(parts: Parts): Hono<DemoEnv> {
  const { archive, render, time, tokens } = parts;
  const { world } = archive;
  const app = new Hono<DemoEnv>();
  const reading = guardToken(tokens, 'read:statuses');
  const readingLists = guardToken(tokens, 'read:lists');

  const answer = (c: Context, ascending: readonly Entry[], isTable: boolean) => {
    const limit = limitOf(c.req.query('limit'), USUAL_PAGE);
    const cursor = cursorOf((name) => c.req.query(name));
    const page = pageOf(ascending, cursor, limit);
    link(c, parts, { page, hasNext: isTable ? page.length === limit : page.length > 0 });
    return jsonText(c, render.list(page, time.now()));
  };

  app.get('/api/v1/lists', readingLists, (c) =>
    c.json(
      (world.lists ?? []).map(({ id, title, isExclusive }) => ({
        id,
        title,
        replies_policy: 'list',
        exclusive: isExclusive,
      })),
    ),
  );

  app.get('/api/v1/timelines/list/:id', readingLists, (c) => {
    const list = world.lists?.find(({ id }) => id === c.req.param('id'));
    if (list === undefined) return notFound(c);
    const members = world.people.filter(({ id }) => list.members.includes(id));
    const entries = entriesOf(members, parts).filter((entry) => reachesFollower(entry, archive));
    return answer(c, entries.slice(-LIST_LIMIT), false);
  });

  app.get('/api/v1/lists/:id/accounts', readingLists, (c) => {
    const list = world.lists?.find(({ id }) => id === c.req.param('id'));
    if (list === undefined) return notFound(c);
    const members = world.people.filter(({ id }) => list.members.includes(id));
    return jsonText(c, `[${members.map((person) => render.account(person)).join(',')}]`);
  });

  app.get('/api/v1/timelines/tag/:name', reading, (c) => {
    const tag = c.req.param('name').toLowerCase();
    const tagged = entriesOf(world.people, parts).filter(
      ({ booster, filed: { post } }) =>
        booster === undefined &&
        post.visibility === 'public' &&
        post.tags.some((name) => name.toLowerCase() === tag),
    );
    return answer(c, tagged, true);
  });

  return app;
}

/** What these people posted and boosted, ascending by id. */
function entriesOf(people: readonly Person[], { archive }: Parts): readonly Entry[] {
  return people
    .flatMap((person) => archive.entriesOf(person))
    .toSorted((a, b) => compareIds(a.id, b.id));
}
