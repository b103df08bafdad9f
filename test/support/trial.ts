import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Time } from '../../src/core/clock.ts';
import type { Person, WorldEvent } from '../../src/demo/world.ts';
import { type Allowed, allow } from './allow.ts';
import { aCommandLine } from './command_line.ts';
import { aServerForOneTest } from './demo_server.ts';
import { aPerson, postsOf, smallWorld } from './small_world.ts';
import { wallTime } from './wall_time.ts';

const ada = aPerson('ada');

/** A home of some posts, and somebody who may try it. */
export async function aTrial({
  follows = 3,
  posts = 30,
  more = [] as readonly Person[],
  events = [] as readonly WorldEvent[],
} = {}) {
  const others = Array.from({ length: follows - 1 }, (_, nth) => aPerson(`follow${nth}`));
  const world = smallWorld([ada, ...others, ...more], [...events, ...postsOf(ada, posts)]);
  const server = await aServerForOneTest(world, { rateLimits: 'real' });
  await server.passTo(posts + 5);
  const requests: string[] = [];
  const line = aCommandLine({
    openBrowser: allow,
    fetch: async (input, init) => {
      requests.push(input instanceof Request ? input.url : String(input));
      return fetch(input, init);
    },
  });
  const folder = join(line.home, '.local/share/driftline-try');
  const kept = () =>
    JSON.parse(readFileSync(join(folder, 'driftline/credentials.json'), 'utf8')) as Allowed;
  const isGood = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${server.url}/api/v1/timelines/home`, { headers })).ok;
  };
  return { server, line, folder, requests, kept, isGood };
}

/** A tenth of every wait. */
export const hasty: Time = {
  now: wallTime.now,
  after: (delayMs, run) => wallTime.after(delayMs / 10, run),
};

export type Trial = Awaited<ReturnType<typeof aTrial>>;

/** Tries until the page is up, looks at it, and then does `leave`. */
export async function tryAndLeave(
  { server, line, kept }: Trial,
  args: readonly string[],
  leave: {
    readonly type?: string;
    readonly isTerminal?: boolean;
    readonly time?: Time;
    readonly fetch?: typeof fetch;
    /** What is done on the page before. */
    readonly onPage?: (url: string) => Promise<unknown>;
  },
) {
  const stopping = new AbortController();
  let token = '';
  let page = '';
  let told = '';
  let said = '';
  let goOn = () => {};
  const looked = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const look = async (url: string) => {
    token = kept().token;
    page = await (await fetch(url)).text();
    await leave.onPage?.(url);
    goOn();
    if (leave.type === undefined || leave.isTerminal === true)
      stopping.abort(new DOMException('stopped by the owner', 'AbortError'));
  };
  async function* typing() {
    await looked;
    if (leave.isTerminal === true && leave.type !== undefined) {
      while (!told.includes('Type "keep" within')) await new Promise((done) => setImmediate(done));
    }
    if (leave.type !== undefined) yield new TextEncoder().encode(`${leave.type}\n`);
    await new Promise(() => {});
  }
  const stdout = {
    write: async (text: string) => {
      said += text;
      const url = /Read it: (\S+)/.exec(text)?.[1];
      if (url !== undefined) void look(url);
    },
    isTerminal: false,
    columns: 100,
  };
  const stderr = {
    write: async (text: string) => {
      told += text;
    },
    isTerminal: leave.isTerminal === true,
    columns: 100,
  };
  const { exitCode } = await line.run(['try', server.url, '--port', '0', ...args], {
    stdout,
    stderr,
    stdin: typing,
    stopped: stopping.signal,
    time: leave.time ?? wallTime,
    ...(leave.fetch === undefined ? {} : { fetch: leave.fetch }),
  });
  return { exitCode, said, told, page, token };
}
