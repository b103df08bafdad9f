import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Log } from '../../src/core/log.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import type { IngestNews } from '../../src/ingest/session.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aServer } from '../support/demo_server.ts';
import { ada, post } from '../support/ingest_home.ts';
import { listening } from '../support/listening.ts';
import { posted, smallWorld } from '../support/small_world.ts';

const POSTS = 60;

/** A post a minute from the tenth on, into a real file, with everything that is said kept. */
async function aListener() {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-standstill-'));
  const events = Array.from({ length: POSTS }, (_, nth) => posted(post(`p${nth}`, 10 + nth)));
  const server = await aServer(smallWorld([ada], events));
  const file = join(folder, 'driftline.db');
  const database = openDatabase(file);
  const said: { readonly event: string; readonly why?: unknown }[] = [];
  const note: Log['info'] = (event, fields = {}) => said.push({ event, ...fields });
  const news: IngestNews['kind'][] = [];
  const stop = new AbortController();
  const done = ingest({
    ...listening(server, database, { log: { info: note, warn: note }, signal: stop.signal }),
    onNews: ({ kind }) => news.push(kind),
  });
  done.catch(() => {});
  onTestFinished(async () => {
    stop.abort();
    await done.catch(() => {});
    await server.close();
    database.close();
    rmSync(folder, { recursive: true });
  });
  const { connection } = database;
  return {
    server,
    file,
    done,
    news,
    pragma: (words: string) => connection.pragma(words),
    pages: () => Number(connection.pragma('page_count', { simple: true })),
    count: (from: string) =>
      Number(connection.prepare(`select count(*) from ${from}`).pluck().get()),
    reasons: () =>
      said.filter(({ event }) => event === 'ingest.cannot_write').map(({ why }) => why),
    isSaid: (event: string) => said.some((one) => one.event === event),
  };
}

/** Nobody is nobody: each arrival's status and each status's author are rows that are there. */
const DANGLING = [
  'arrivals where status_key not in (select status_key from statuses)',
  'statuses where author_key not in (select account_key from accounts)',
  'payloads where status_key not in (select status_key from statuses)',
];

test('a full disk is said once and waited out, and what came meanwhile is written', async () => {
  const { server, pragma, pages, count, reasons, isSaid, news, file } = await aListener();
  await server.passTo(20);
  const before = count('arrivals');

  pragma(`max_page_count = ${pages()}`);
  await server.passTo(50);
  const full = count('arrivals');
  pragma('max_page_count = 1073741823');
  await server.passTo(80);

  expect(full).toBeLessThan(POSTS / 2);
  expect(before).toBeGreaterThan(5);
  expect(reasons()).toEqual([
    `the disk is full: make room where ${file} is; nothing that was written is lost`,
  ]);
  expect(isSaid('ingest.writes_again')).toBe(true);
  expect(news).toEqual(expect.arrayContaining(['stuck', 'unstuck']));
  expect([count('arrivals'), count('statuses'), count('holes')]).toEqual([POSTS, POSTS, 0]);
  expect(DANGLING.map(count)).toEqual([0, 0, 0]);
});

test('a database that becomes read-only is said, and written again when it can be', async () => {
  const { server, pragma, count, reasons, file } = await aListener();
  await server.passTo(20);

  pragma('query_only = on');
  await server.passTo(50);
  const meanwhile = count('arrivals');
  pragma('query_only = off');
  await server.passTo(80);

  expect(meanwhile).toBeLessThan(15);
  expect(reasons()).toEqual([
    `${file} cannot be written: check its permissions, those of its folder, and whether its disk is read-only`,
  ]);
  expect([count('arrivals'), count('holes')]).toEqual([POSTS, 0]);
});

test('another program that holds the database for long is waited for', async () => {
  const { server, pragma, count, reasons, file } = await aListener();
  await server.passTo(20);
  pragma('busy_timeout = 1');
  const other = openConnection(file);

  other.exec('begin immediate');
  await server.passTo(50);
  const meanwhile = count('arrivals');
  other.exec('rollback');
  await server.passTo(80);
  other.close();

  expect(meanwhile).toBeLessThan(15);
  expect(reasons()).toEqual([`${file} is in use by another program: try again when it is done`]);
  expect([count('arrivals'), count('holes')]).toEqual([POSTS, 0]);
});

test('a socket that closes while nothing can be written leaves a hole that is told later', async () => {
  const { server, pragma, count, done } = await aListener();
  await server.passTo(20);

  pragma('query_only = on');
  await server.passTo(25);
  await server.stop();
  await server.passTo(45);
  await server.start();
  await server.passTo(50);
  pragma('query_only = off');
  await server.passTo(80);

  expect(await Promise.race([done.then(() => 'ended'), 'goes on'])).toBe('goes on');
  expect(count('arrivals')).toBe(POSTS);
  expect(count("holes where state = 'swept'")).toBe(1);
});

test('a damaged database ends ingest with what to do', async () => {
  const { server, done, file } = await aListener();
  await server.passTo(20);

  // An index that lies about where it begins.
  const other = openConnection(file);
  other.unsafeMode();
  other.pragma('writable_schema = on');
  other.exec("update sqlite_schema set rootpage = 9999999 where name = 'arrivals'");
  other.pragma('schema_version = 9999');
  other.close();
  await server.passTo(30);

  await expect(done).rejects.toMatchObject({
    code: 'storage',
    message: `${file} is damaged: restore a backup of it`,
  });
});
