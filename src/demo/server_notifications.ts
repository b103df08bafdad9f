import { Hono } from 'hono';
import { type EpochMs, isoOf } from '../core/clock.ts';
import { isVisible } from './server_fan_out.ts';
import { type DemoEnv, guardToken, jsonText, type Parts } from './server_guard.ts';
import { compareIds, cursorOf, limitOf, linkHeader, pageOf, snowflake } from './server_paging.ts';

const USUAL_PAGE = 40;

/** What the owner is told of: who named them in a post. They have ids of their own. */
export function notifications(parts: Parts): Hono<DemoEnv> {
  const { archive, origin, render, time, tokens } = parts;
  const { world, relations } = archive;
  const app = new Hono<DemoEnv>();

  const mentions = () =>
    world.people
      .filter((person) => !relations.isRefused(person))
      .flatMap((person) => archive.entriesOf(person))
      .filter(({ booster, filed }) => booster === undefined && isVisible(filed, archive))
      .filter(({ filed: { post } }) => post.mentions.some(({ id }) => id === world.owner.id))
      .map((entry) => ({ id: snowflake(entry.atMs, 1), entry }))
      .sort((a, b) => compareIds(a.id, b.id));

  app.get('/api/v1/notifications', guardToken(tokens, 'read:notifications'), (c) => {
    const types = c.req.queries('types[]') ?? ['mention'];
    const all = types.includes('mention') ? mentions() : [];
    const limit = limitOf(c.req.query('limit'), USUAL_PAGE);
    const page = pageOf(
      all,
      cursorOf((name) => c.req.query(name)),
      limit,
    );
    const { pathname, search } = new URL(c.req.url);
    const next = page.length === limit ? page.at(-1)?.id : undefined;
    const header = linkHeader(`${origin}${pathname}${search}`, {
      next,
      ...(page[0] === undefined ? {} : { prev: page[0].id }),
      prevBy: 'min_id',
    });
    if (header !== undefined) c.header('Link', header);
    const written = page.map(({ id, entry }) => {
      const at = isoOf(entry.atMs as EpochMs);
      const by = render.account(entry.filed.post.author);
      const status = render.entry(entry, time.now());
      return `{"id":"${id}","type":"mention","created_at":"${at}","account":${by},"status":${status}}`;
    });
    return jsonText(c, `[${written.join(',')}]`);
  });
  return app;
}
