import { expect, test } from 'vitest';
import { type HomeRules, reachesHome, reachesHomeByTag } from '../../src/ingest/home_rules.ts';
import type { Standing } from '../../src/store/home_standings.ts';
import { account, boost, hours, OWNER_ID, post } from '../support/entries.ts';

const idOf = (name: string) => account(name).id;
const usual: Standing = { isFollowed: true, showsBoosts: true, languages: null, isRefused: false };
const nobody: Standing = { ...usual, isFollowed: false };

/** The owner follows ada and bob in the usual way; `more` says how they stand to others. */
function rules(more: Readonly<Record<string, Standing>> = {}, domains: readonly string[] = []) {
  const standings = new Map(
    Object.entries({ ada: usual, bob: usual, ...more }).map(([name, one]) => [idOf(name), one]),
  );
  const made: HomeRules = {
    ownerId: OWNER_ID,
    standingOf: (id) => standings.get(id) ?? nobody,
    refusesDomain: (domain) => domains.includes(domain),
  };
  return made;
}

const by = (name: string, more: object = {}) => post({ id: '1', by: name, atMs: hours(1), more });
const answer = (to: string | null, of: string | null = '9') =>
  by('ada', { in_reply_to_id: of, in_reply_to_account_id: to });
const boostBy = (name: string, of: string) =>
  boost('2', name, hours(2), { id: '1', by: of, atMs: hours(1) });

test('whom the owner follows reaches the home, a stranger does not', () => {
  expect(reachesHome(by('ada'), rules())).toBe(true);
  expect(reachesHome(by('zoe'), rules())).toBe(false);
});

test('answers reach it to the owner, to oneself and to whom they follow', () => {
  const told = [OWNER_ID, idOf('ada'), idOf('bob'), idOf('zoe'), null];

  expect(told.map((to) => reachesHome(answer(to), rules()))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('boosts reach it unless hidden, or of whom the owner refuses', () => {
  const hidden = { bob: { ...usual, showsBoosts: false } };
  const muted = { zoe: { ...nobody, isRefused: true } };

  expect(reachesHome(boostBy('bob', 'zoe'), rules())).toBe(true);
  expect(reachesHome(boostBy('bob', 'zoe'), rules(hidden))).toBe(false);
  expect(reachesHome(boostBy('bob', 'zoe'), rules(muted))).toBe(false);
  expect(reachesHome(boostBy('bob', 'zoe'), rules({}, ['example.social']))).toBe(false);
  expect(reachesHome(boostBy('zoe', 'ada'), rules())).toBe(false);
});

test('languages of a follow hold for posts that say theirs', () => {
  const german = { ada: { ...usual, languages: ['de'] } };
  const inLanguage = (language: string | null) => by('ada', { language });

  expect(reachesHome(inLanguage('de'), rules(german))).toBe(true);
  expect(reachesHome(inLanguage('en'), rules(german))).toBe(false);
  expect(reachesHome(inLanguage(null), rules(german))).toBe(true);
});

test('who mentions somebody whom the owner refuses stays out', () => {
  const mention = { mentions: [{ id: idOf('zoe') }] };
  const muted = { zoe: { ...nobody, isRefused: true } };

  expect(reachesHome(by('ada', mention), rules())).toBe(true);
  expect(reachesHome(by('ada', mention), rules(muted))).toBe(false);
});

test('a stranger under a followed tag reaches it in public only', () => {
  const muted = { zoe: { ...nobody, isRefused: true } };

  expect(reachesHomeByTag(by('zoe'), rules())).toBe(true);
  expect(reachesHomeByTag(by('zoe', { visibility: 'unlisted' }), rules())).toBe(false);
  expect(reachesHomeByTag(by('zoe'), rules(muted))).toBe(false);
  expect(reachesHomeByTag(boostBy('bob', 'zoe'), rules())).toBe(false);
});
