import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/log.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { type DemoOptions, openDemoServer } from '../../src/demo/server.ts';
import { openServerInProcess } from '../../src/demo/server_in_process.ts';
import type { ServerOptions } from '../../src/demo/server_parts.ts';
import type { Person, World, WorldEvent } from '../../src/demo/world.ts';
import { aPerson, SMALL_WORLD_STARTS_MS, smallWorld } from './small_world.ts';

const momentOf = (minutes: number) => (SMALL_WORLD_STARTS_MS + minutes * MINUTE_MS) as EpochMs;

/** A demo server over `world` on told time, with a client's few needs beside it. */
export async function aServer(world: World, options: Partial<DemoOptions> = {}) {
  const time = toldTime((options.time?.now() ?? SMALL_WORLD_STARTS_MS) as EpochMs);
  const server = await openDemoServer({
    world,
    time,
    log: silentLog,
    hold: time.hold,
    rateLimits: 'off',
    ...options,
  });
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, server.url), {
      redirect: 'manual',
      ...init,
      headers: { authorization: `Bearer ${server.token}`, ...init.headers },
    });
  return {
    ...server,
    framesSent: () => server.framesSent,
    time,
    ask,
    read: async (path: string) => (await ask(path)).json(),
    /** Lets the world go on until `minutes` after its start. */
    passTo: (minutes: number) => time.passTo(momentOf(minutes)),
    listen: () => listen(server.url, server.token),
  };
}

/** The same without a network: for tests of many requests that are not about the wire. */
export function aServerInProcess(world: World, options: Partial<ServerOptions> = {}) {
  const time = toldTime(SMALL_WORLD_STARTS_MS as EpochMs);
  const server = openServerInProcess({
    world,
    time,
    log: silentLog,
    rateLimits: 'off',
    faults: {},
    ...options,
  });
  const stop = () => {
    server.wire.isDown = true;
    server.dropSockets();
  };
  return {
    ...server,
    time,
    /** What reaches it, for ingest: answered in microtasks, which told time lets settle. */
    line: { send: server.send, openSocket: server.openSocket },
    passTo: (minutes: number) => time.passTo(momentOf(minutes)),
    stop,
    start() {
      server.wire.isDown = false;
    },
    close() {
      server.stopWorld();
      stop();
    },
  };
}

/** The same for one test alone: closed when that is over. */
export async function aServerForOneTest(world: World, options: Partial<DemoOptions> = {}) {
  const server = await aServer(world, options);
  onTestFinished(server.close);
  return server;
}

/** The same of what `people` did: ada and bob, who are followed, where nobody else is named. */
export function aServerOf(
  events: readonly WorldEvent[],
  options: Partial<DemoOptions> = {},
  people: readonly Person[] = [aPerson('ada'), aPerson('bob')],
) {
  return aServerForOneTest(smallWorld(people, events), options);
}

export interface Frame {
  readonly event: string;
  readonly payload: string;
}

/** A socket on the owner's stream, open, with every frame it has had. */
export async function listen(url: string, token: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/streaming?stream=user`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const frames: Frame[] = [];
  let pings = 0;
  socket.on('message', (bytes) => frames.push(JSON.parse(String(bytes))));
  socket.on('ping', () => {
    pings += 1;
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  return { socket, frames, pings: () => pings, closed };
}
