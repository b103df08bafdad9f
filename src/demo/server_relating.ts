import { type Context, Hono } from 'hono';
import { type EpochMs, SECOND_MS } from '../core/clock.ts';
import { relationshipTo } from './server_accounts.ts';
import { type DemoEnv, guardToken, notFound, type Parts } from './server_guard.ts';
import { bodyOf } from './server_instance.ts';
import type { Changes } from './server_relations.ts';
import type { Person } from './world.ts';

/** What the owner turns in a client: whom they follow, mute and block, servers, tags, filters. */
export function relating(parts: Parts): Hono<DemoEnv> {
  const { archive, tokens, time } = parts;
  const { change } = archive.relations;
  const app = new Hono<DemoEnv>();

  const endOf = (seconds: unknown) =>
    Number(seconds) > 0 ? ((time.now() + Number(seconds) * SECOND_MS) as EpochMs) : undefined;
  const turns: Readonly<Record<string, (person: Person, body: Words) => void>> = {
    follow(person, { reblogs }) {
      change.follow(person, true);
      if (reblogs !== undefined) change.showBoosts(person, String(reblogs) !== 'false');
    },
    unfollow: (person) => change.follow(person, false),
    mute: (person, { duration }) => change.refuse('mute', person, endOf(duration)),
    unmute: (person) => change.accept('mute', person),
    block(person) {
      change.refuse('block', person);
      change.follow(person, false);
    },
    unblock: (person) => change.accept('block', person),
  };
  for (const [name, turn] of Object.entries(turns))
    app.post(`/api/v1/accounts/:id/${name}`, guardToken(tokens, 'write:follows'), async (c) => {
      const person = archive.personById(c.req.param('id'));
      if (person === undefined) return notFound(c);
      turn(person, await bodyOf(c));
      return c.json(relationshipTo(person, archive));
    });

  const domains = guardToken(tokens, 'write:blocks');
  const blockDomain = (isOn: boolean) => async (c: Context) => {
    change.blockDomain(String((await bodyOf(c)).domain ?? c.req.query('domain')), isOn);
    return c.json({});
  };
  app.post('/api/v1/domain_blocks', domains, blockDomain(true));
  app.delete('/api/v1/domain_blocks', domains, blockDomain(false));

  followedTags(app, parts, change);
  filters(app, parts);
  return app;
}

type Words = Readonly<Record<string, unknown>>;

function followedTags(app: Hono<DemoEnv>, { tokens, origin }: Parts, change: Changes): void {
  for (const isOn of [true, false])
    app.post(
      `/api/v1/tags/:name/${isOn ? 'follow' : 'unfollow'}`,
      guardToken(tokens, 'write:follows'),
      (c) => {
        const name = c.req.param('name');
        change.followTag(name, isOn);
        return c.json({ name, url: `${origin}/tags/${name}`, history: [], following: isOn });
      },
    );
}

/** One keyword each: as much of filters as a client needs to make and end one. */
function filters(app: Hono<DemoEnv>, { archive, tokens }: Parts): void {
  const { relations } = archive;
  const writing = guardToken(tokens, 'write:filters');
  app.post('/api/v2/filters', writing, async (c) => {
    const { title, filter_action = 'warn', keywords_attributes } = (await c.req.json()) as Words;
    const [word] = (keywords_attributes ?? []) as readonly Words[];
    const id = String(relations.filters().length + 1);
    const keywords = word === undefined ? [] : [{ whole_word: false, ...word, id }];
    const context = ['home'];
    const made = { id, title, context, expires_at: null, filter_action, keywords, statuses: [] };
    relations.change.setFilters([...relations.filters(), made]);
    return c.json(made);
  });
  app.delete('/api/v2/filters/:id', writing, (c) => {
    const left = relations.filters().filter((one) => (one as Words).id !== c.req.param('id'));
    relations.change.setFilters(left);
    return c.json({});
  });
}
