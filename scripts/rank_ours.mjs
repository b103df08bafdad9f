// Driftline's own ranker, fed as ingest feeds it.

import { MORNING } from '../build/core/feed.js';
import { parseHomeEntry, parseStatus } from '../build/core/status.js';
import { drawEdition } from '../build/rank/draw.js';
import { openActions } from '../build/store/actions.js';
import { openExposures } from '../build/store/exposures.js';
import { openFiling } from '../build/store/filing.js';
import { openFollows } from '../build/store/follows.js';
import { openLogins } from '../build/store/logins.js';
import { openDatabase } from '../build/store/migrate.js';
import { START_MS } from './rank_world.mjs';

/** `exponents`: what a feed would say of them; undefined, as published. */
export function oursIn(world, file, exponents = {}) {
  const database = openDatabase(file);
  const owner = { server: 'https://home.example', ownerId: '1', acct: 'me@home.example' };
  const { loginKey } = openLogins(database).findOrAdd({ ...owner, atMs: START_MS });
  const filing = openFiling(database);
  const exposures = openExposures(database);
  const actions = openActions(database);
  const follows = world.followed.map(accountJson);
  openFollows(database, filing.accounts).replaceAll(loginKey, follows, START_MS);
  const feed = { ...MORNING, exponents: { ...MORNING.exponents, ...exponents }, ...world.feed };
  const byUri = new Map();

  const hear = (event) => {
    const { atMs } = event;
    if (event.kind === 'delete') return void filing.forget(loginKey, event.postId, atMs);
    const json = statusJson(world, event.post, atMs);
    byUri.set(json.uri, event.post);
    if (event.kind === 'refresh') return void filing.refresh(loginKey, parseStatus(json), atMs);
    filing.file(loginKey, [parseHomeEntry(entryJson(event, json))], { atMs, how: 'stream' });
  };
  const draw = (seed, nowMs, dryRun) =>
    drawEdition({ database, feed, seed: `${world.seed}/${seed}`, nowMs, dryRun });

  return {
    database,
    hear: (events) => database.transaction(() => events.forEach(hear)),
    draw(day, nowMs) {
      const edition = draw(day, nowMs, false);
      const posts = edition.entries.map(({ uri }) => byUri.get(uri));
      return { posts, number: edition.edition, report: edition.report };
    },
    /** The same morning with other dice. */
    again: (day, nowMs) =>
      draw(`${day}/again`, nowMs, true).entries.map(({ uri }) => byUri.get(uri)),
    read(readings, nowMs, { number }) {
      database.transaction(() => {
        exposures.record(
          readings.map(({ index, post }) => ({
            uri: uriOf(post),
            kind: 'seen',
            atMs: nowMs + index,
            edition: number,
            position: index + 1,
            via: 'page',
          })),
        );
        for (const { index, post, act } of readings)
          if (act !== undefined)
            actions.record({ loginKey, statusId: post.id, kind: act, atMs: nowMs + index });
      });
    },
    close: () => database.close(),
  };
}

export function uriOf({ author, id }) {
  return `https://${author.domain}/users/${author.username}/statuses/${id}`;
}

export function accountJson({ username, domain, isBot, followers }) {
  return {
    id: `${username}@${domain}`,
    username,
    acct: `${username}@${domain}`,
    url: `https://${domain}/@${username}`,
    display_name: username,
    bot: isBot,
    followers_count: followers,
    statuses_count: 100,
  };
}

export function statusJson(world, post, atMs) {
  const { author, replyTo, card, tags, mentions } = post;
  const { favourites, boosts, replies } = world.countsAt(post, atMs);
  return {
    id: post.id,
    uri: uriOf(post),
    url: `https://${author.domain}/@${author.username}/${post.id}`,
    created_at: new Date(post.createdMs).toISOString(),
    edited_at: null,
    in_reply_to_id: replyTo?.id ?? null,
    in_reply_to_account_id: replyTo === undefined ? null : accountJson(replyTo.author).id,
    visibility: post.visibility,
    language: post.language,
    spoiler_text: post.spoiler,
    content: post.html,
    favourites_count: favourites,
    reblogs_count: boosts,
    replies_count: replies,
    account: accountJson(author),
    media_attachments: [],
    mentions: mentions
      .map(accountJson)
      .map(({ id, username, acct, url }) => ({ id, username, acct, url })),
    tags: tags.map((name) => ({ name, url: `https://${author.domain}/tags/${name}` })),
    card: card === undefined ? null : { url: card.url, title: card.title, type: 'link' },
  };
}

export function entryJson({ id, atMs, booster }, status) {
  if (booster === undefined) return status;
  const at = new Date(atMs).toISOString();
  return { id, created_at: at, account: accountJson(booster), reblog: status };
}
