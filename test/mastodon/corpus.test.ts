import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { letIn } from '../../src/mastodon/home.ts';
import { parseFrame, type Refused } from '../../src/mastodon/wire.ts';

/** Real statuses of public servers, which stay outside the project. */
const CORPUS = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const isThere = existsSync(CORPUS);
const title = isThere
  ? 'recorded statuses'
  : 'recorded statuses (skipped: ../shared/corpus is absent)';

const read = (name: string): string =>
  name.endsWith('.gz')
    ? gunzipSync(readFileSync(`${CORPUS}${name}`)).toString()
    : readFileSync(`${CORPUS}${name}`, 'utf8');

const linesOf = (name: string): unknown[] =>
  read(name)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);

function sorted(list: readonly unknown[]) {
  const results = list.map((json) => letIn(json));
  const refused = results.filter((one): one is Refused => 'reason' in one);
  return { entries: results.flatMap((one) => ('entry' in one ? [one.entry] : [])), refused };
}

/** Says by other means than the parser's whether a reason is true of what it refused. */
function isTrue({ reason, sample }: Refused): boolean {
  const outer = JSON.parse(sample) as Record<string, unknown>;
  const status = (outer.reblog ?? outer) as Record<string, unknown>;
  const account = status.account as Record<string, unknown> | null | undefined;
  if (/no usable created_at/.test(reason)) {
    return [outer, status].some((one) => Number.isNaN(Date.parse(String(one.created_at))));
  }
  if (/lost digits/.test(reason)) return /"id":\d{16,}/.test(sample);
  if (/neither uri nor url/.test(reason)) return !status.uri && !status.url;
  if (/the account is no object/.test(reason))
    return typeof account !== 'object' || account === null;
  if (/has no id/.test(reason)) return [outer, status, account].some((one) => !one?.id);
  if (/has no name/.test(reason)) return !account?.acct && !account?.username;
  return /is no (list|object)/.test(reason);
}

describe.skipIf(!isThere)(title, () => {
  test('every one of 2,656 is let in, or refused with a reason that is true', () => {
    const { entries, refused } = sorted(linesOf('statuses.jsonl.gz'));

    expect(entries.length + refused.length).toBe(2_656);
    expect(refused.filter((one) => !isTrue(one))).toEqual([]);
    expect(entries.length).toBeGreaterThan(2_600);
  });

  test('an entry always has what is stored of it', () => {
    const { entries } = sorted(linesOf('statuses.jsonl.gz'));

    for (const { id, status, booster, boostedAtMs } of entries) {
      expect([typeof id, typeof status.id, typeof status.account.id]).toEqual(
        Array(3).fill('string'),
      );
      expect(status.uri.length).toBeGreaterThan(0);
      expect(Array.isArray(status.tags) && Array.isArray(status.media_attachments)).toBe(true);
      expect(booster === undefined).toBe(boostedAtMs === undefined);
      if (boostedAtMs !== undefined) expect(isoOf(boostedAtMs)).toMatch(/Z$/);
    }
  });

  test('test servers’ statuses of all kinds are let in or refused truly', () => {
    const { entries, refused } = sorted(linesOf('statuses_test_servers.jsonl'));

    expect(refused.filter((one) => !isTrue(one))).toEqual([]);
    expect(new Set(entries.map(({ status }) => status.visibility))).toEqual(
      new Set(['public', 'unlisted', 'private', 'direct']),
    );
  });

  test('statuses that are not in wire form are normalised or refused, never a crash', () => {
    const { entries, refused } = sorted(linesOf('statuses_reserialised.jsonl'));

    expect(entries.length + refused.length).toBeGreaterThan(0);
    expect(refused.filter((one) => !isTrue(one))).toEqual([]);
  });

  test('hostile documents crash neither a page nor the stream', () => {
    const items = readdirSync(`${CORPUS}hostile`).flatMap((name) => {
      const { items: list } = JSON.parse(read(`hostile/${name}`)) as { items: unknown[] };
      return list;
    });

    for (const item of items) {
      const text = typeof item === 'string' ? item : JSON.stringify(item);
      expect(letIn(item)).toHaveProperty('reason');
      for (const frame of [text, JSON.stringify({ event: 'update', payload: text })])
        expect(['refused', 'other']).toContain(parseFrame(frame).kind);
      // As the content of a status it is nobody's business here: it is kept as it is.
      const status = { id: '1', uri: 'u', created_at: '2026-01-01', content: text };
      expect(letIn({ ...status, account: { id: '1', acct: 'a' } })).toHaveProperty('entry');
    }
    expect(items.length).toBeGreaterThan(100);
  });

  test('recorded frames of WebSockets are understood', () => {
    const frames = readdirSync(`${CORPUS}streaming`)
      .filter((name) => name.startsWith('docs_ws') || name.includes('flodgatt'))
      .flatMap((name) => read(`streaming/${name}`).split('\n'))
      .filter((line) => line.startsWith('{'));

    const kinds = frames.map((frame) => parseFrame(frame).kind);

    expect(kinds.length).toBeGreaterThan(0);
    expect(kinds).toContain('update');
  });
});
