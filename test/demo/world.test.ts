import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/core/clock.ts';
import { sentencesOf } from '../../src/demo/sayings.ts';
import { inventWorld, type Post, type WorldEvent } from '../../src/demo/world.ts';

const startMs = Date.UTC(2026, 10, 3);
const world = inventWorld({ seed: 'marsh', startMs });
const events = world.eventsBetween(startMs, startMs + 12 * DAY_MS);
const posts = postsIn(events);

describe('the invented world', () => {
  it('is the same whatever windows are asked for', () => {
    const small = { seed: 'tarn', startMs, people: 60 };
    const whole = inventWorld(small).eventsBetween(startMs, startMs + 6 * DAY_MS);

    const again = inventWorld(small);
    again.eventsBetween(startMs + 4 * DAY_MS, startMs + 5 * DAY_MS);
    const pieces: WorldEvent[] = [];
    for (let atMs = startMs; atMs < startMs + 6 * DAY_MS; atMs += 5 * HOUR_MS) {
      const endMs = Math.min(atMs + 5 * HOUR_MS, startMs + 6 * DAY_MS);
      pieces.push(...again.eventsBetween(atMs, endMs));
    }

    expect(pieces.map(plain)).toEqual(whole.map(plain));
  });

  it('is the same for whoever lets go of what was', () => {
    const small = { seed: 'tarn', startMs, people: 60 };
    const days = (lived: ReturnType<typeof inventWorld>, isForgetful: boolean) =>
      Array.from({ length: 6 }, (_, day) => {
        const fromMs = startMs + day * DAY_MS;
        if (isForgetful) lived.forgetBefore?.(fromMs);
        return lived.eventsBetween(fromMs, fromMs + DAY_MS).map(plain);
      });

    const forgetful = inventWorld(small);

    expect(days(forgetful, true)).toEqual(days(inventWorld(small), false));
    expect(forgetful.eventsBetween(startMs, startMs + DAY_MS)).toEqual([]);
  });

  it('differs from seed to seed', () => {
    const other = inventWorld({ seed: 'other', startMs });

    const said = new Set(posts.map((post) => post.text));
    const texts = postsIn(other.eventsBetween(startMs, startMs + DAY_MS)).map((post) => post.text);
    expect(texts.filter((text) => said.has(text)).length / texts.length).toBeLessThan(0.03);
  });

  it('tells events in order, each within its window', () => {
    const [fromMs, toMs] = [startMs + 3 * DAY_MS + HOUR_MS, startMs + 4 * DAY_MS];

    const window = world.eventsBetween(fromMs, toMs).map((event) => event.atMs);

    expect(window).toEqual([...window].sort((a, b) => a - b));
    expect(window.every((atMs) => atMs >= fromMs && atMs < toMs)).toBe(true);
  });

  it('brings 550 to 720 home entries a day, about a fifth of them boosts', () => {
    const home = posts.filter((post) => post.author.isFollowed).length;
    const boosts = events.filter((event) => event.kind === 'boost').length;

    expect((home + boosts) / 12).toBeGreaterThan(550);
    expect((home + boosts) / 12).toBeLessThan(720);
    expect(boosts / (home + boosts)).toBeGreaterThan(0.13);
    expect(boosts / (home + boosts)).toBeLessThan(0.25);
  });

  it('has 440 followed people, most of whom post rarely and a few too much', () => {
    const rates = world.people
      .filter((person) => person.isFollowed)
      .map((person) => person.postsPerDay)
      .sort((a, b) => a - b);

    expect(rates).toHaveLength(440);
    expect(rates[220]).toBeLessThan(0.6);
    expect(rates[439]).toBeGreaterThan(15);
  });

  it('gives every person, post and boost a name of its own', () => {
    const ids = events.flatMap((event) =>
      event.kind === 'post' ? [event.post.id] : event.kind === 'boost' ? [event.id] : [],
    );

    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(world.people.map((person) => person.id)).size).toBe(world.people.length);
  });

  it('never says a sentence twice', () => {
    const saidBy = new Map<string, string>();
    const repeated: string[] = [];

    for (const post of posts) {
      for (const sentence of sentencesOf(post.text)) {
        if (saidBy.has(sentence) && saidBy.get(sentence) !== post.id) repeated.push(sentence);
        saidBy.set(sentence, post.id);
      }
    }

    expect(posts.length).toBeGreaterThan(2_000);
    expect(repeated).toEqual([]);
  });

  it('has everything that Mastodon can show', () => {
    const has = (test: (post: Post) => unknown) => posts.some(test);

    expect(new Set(events.map((event) => event.kind))).toEqual(
      new Set(['post', 'boost', 'edit', 'delete']),
    );
    expect(has((post) => post.spoiler !== '' && post.sensitive)).toBe(true);
    expect(has((post) => (post.poll?.options.length ?? 0) >= 2)).toBe(true);
    expect(has((post) => post.card?.picture !== undefined)).toBe(true);
    expect(has((post) => post.quotes !== undefined)).toBe(true);
    expect(has((post) => post.pictures.some((picture) => picture.alt === ''))).toBe(true);
    expect(has((post) => post.pictures.some((picture) => picture.alt !== ''))).toBe(true);
    expect(has((post) => post.replyTo?.author === post.author)).toBe(true);
    expect(has((post) => post.replyTo !== undefined && post.mentions.length === 1)).toBe(true);
    expect(has((post) => post.tags.length > 0)).toBe(true);
    expect(has((post) => post.language === null)).toBe(true);
    expect(new Set(posts.map((post) => post.visibility)).size).toBe(3);
  });

  it('speaks at least ten languages, some from right to left', () => {
    const spoken = new Set(posts.map((post) => post.language));

    expect(spoken.size).toBeGreaterThanOrEqual(10);
    expect(spoken).toContain('ar');
    expect(spoken).toContain('he');
    expect(posts.some((post) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(post.text))).toBe(true);
  });

  it('shares a story by many people, in different words', () => {
    const byLink = groupedBy(
      posts.filter((post) => post.card !== undefined),
      (post) => post.card?.url,
    );

    const story = [...byLink.values()].sort((a, b) => b.length - a.length)[0] ?? [];

    expect(story.length).toBeGreaterThanOrEqual(5);
    expect(new Set(story.map((post) => post.author.id)).size).toBe(story.length);
  });

  it('answers and boosts only what is already there', () => {
    const gone = new Map<string, number>();
    for (const event of events) {
      if (event.kind === 'delete') gone.set(event.postId, event.atMs);
      if (event.kind !== 'post' && event.kind !== 'boost') continue;
      const about = event.kind === 'boost' ? event.post : event.post.replyTo;
      if (about === undefined) continue;
      expect(about.createdMs).toBeLessThan(event.atMs);
      if (event.kind === 'boost') expect(gone.has(about.id)).toBe(false);
    }
  });

  it('boosts some posts many times, but nobody boosts the same post twice', () => {
    const boosts = events.filter((event) => event.kind === 'boost');
    const byPost = groupedBy(boosts, (event) => event.post.id);

    const most = Math.max(...[...byPost.values()].map((some) => some.length));
    const pairs = new Set(boosts.map((event) => `${event.booster.id} ${event.post.id}`));

    expect(most).toBeGreaterThanOrEqual(5);
    expect(pairs.size).toBe(boosts.length);
  });

  it('lets counts grow from nothing and never fall', () => {
    for (const post of posts.slice(0, 300)) {
      let before = world.countsAt(post, post.createdMs);
      expect(before).toEqual({ favourites: 0, boosts: 0, replies: 0 });
      for (const hours of [0.2, 1, 5, 24, 70]) {
        const counts = world.countsAt(post, post.createdMs + hours * HOUR_MS);
        expect(counts.favourites).toBeGreaterThanOrEqual(before.favourites);
        expect(counts.boosts).toBeGreaterThanOrEqual(before.boosts);
        expect(counts.replies).toBeGreaterThanOrEqual(before.replies);
        before = counts;
      }
    }
  });

  it('is worth little for the most part and a great deal here and there', () => {
    const worths = posts.map((post) => world.worthOf(post)).sort((a, b) => b - a);
    const sum = (some: readonly number[]) => some.reduce((total, one) => total + one, 0);

    const best = sum(worths.slice(0, Math.floor(worths.length / 100)));

    expect(worths.every((worth) => worth >= 0)).toBe(true);
    expect(best / sum(worths)).toBeGreaterThan(0.08);
    expect(worths[Math.floor(worths.length / 2)]).toBeLessThan(sum(worths) / worths.length / 1.5);
  });

  it('writes HTML as Mastodon sends it, and closes what it opens', () => {
    const html = posts.map((post) => post.html);

    expect(html.every((one) => one.startsWith('<p'))).toBe(true);
    expect(html.some((one) => one.includes('class="mention hashtag" rel="tag">#<span>'))).toBe(
      true,
    );
    expect(html.some((one) => one.includes('class="u-url mention">@<span>'))).toBe(true);
    expect(html.some((one) => one.includes('<span class="invisible">https://</span>'))).toBe(true);
    for (const tag of ['p', 'a', 'span']) {
      const opened = html.map((one) => one.split(`<${tag}`).length);
      expect(html.map((one) => one.split(`</${tag}>`).length)).toEqual(opened);
    }
  });

  it('names no domain that could be real', () => {
    const hosts = posts.flatMap((post) => post.html.match(/https:\/\/[^/"<]+/g) ?? []);

    expect(hosts.filter((host) => !host.endsWith('.example'))).toEqual([]);
  });
});

function postsIn(some: readonly WorldEvent[]): readonly Post[] {
  return some.flatMap((event) => (event.kind === 'post' ? [event.post] : []));
}

/** Without the getters and the references, which say nothing about when a thing was made. */
function plain(event: WorldEvent): string {
  return JSON.stringify(event, (key, value) =>
    ['author', 'booster', 'mentions', 'replyTo', 'quotes'].includes(key) ? value.id : value,
  );
}

function groupedBy<T>(some: readonly T[], keyOf: (one: T) => unknown): Map<unknown, T[]> {
  const groups = new Map<unknown, T[]>();
  for (const one of some) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
