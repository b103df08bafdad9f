import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Log } from '../../src/core/log.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { openSocket } from '../../src/mastodon/socket.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { until, wallTime } from '../support/wall_time.ts';
import { type Answering, aHostileServer } from './hostile_server.ts';

/** Ingest with its real socket and real requests, listening to a server that sends anything. */
export async function aListeningHome(answer: Answering, pace = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-hostile-'));
  const server = await aHostileServer(answer);
  const database = openDatabase(join(folder, 'driftline.db'));
  const said: string[] = [];
  const note: Log['info'] = (event) => said.push(event);
  const stop = new AbortController();
  let end: unknown = 'goes on';
  const done = ingest({
    database,
    server: server.url,
    token: 'x',
    time: wallTime,
    send: (request) => fetch(request),
    openSocket,
    random: () => 0.5,
    pace,
    userAgent: 'Driftline/torture',
    log: { info: () => {}, warn: note },
    signal: stop.signal,
  }).then(
    () => {
      end = 'ended';
    },
    (error: unknown) => {
      end = error;
    },
  );
  onTestFinished(async () => {
    stop.abort();
    await done;
    await server.close();
    database.close();
    rmSync(folder, { recursive: true });
  });
  const { connection } = database;
  const all = <T>(sql: string) => connection.prepare(sql).all() as T[];
  const count = (from: string) =>
    Number(connection.prepare(`select count(*) from ${from}`).pluck().get());
  const hasArrived = connection.prepare('select 1 from arrivals where server_id = ?');
  await server.listened;
  return {
    server,
    database,
    all,
    count,
    /** By the server's ids. */
    arrived: () => new Set(connection.prepare('select server_id from arrivals').pluck().all()),
    warned: () => said,
    /** What ended it, or 'goes on'. */
    end: () => end,
    /** Frames are read in their order: when this one is here, so are all before it. */
    async settled(id: string): Promise<void> {
      await server.push(frameOf(plainStatus(id)));
      const isHere = () => hasArrived.get(id) !== undefined;
      await until('the last frame is stored', () => isHere() || end !== 'goes on');
    },
    refused: () => all<{ reason: string; times: number; sample: string }>('select * from refused'),
  };
}

export function frameOf(status: unknown, event = 'update'): string {
  return JSON.stringify({ stream: ['user'], event, payload: JSON.stringify(status) });
}

export function plainStatus(id: string) {
  const account = { id: '7', acct: 'ada@far.example', username: 'ada', display_name: 'Ada' };
  const uri = `https://far.example/statuses/${id}`;
  return {
    id,
    uri,
    url: uri,
    created_at: '2026-11-02T08:00:00.000Z',
    content: `<p>${id}</p>`,
    account,
  };
}
