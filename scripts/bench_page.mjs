// A page's requests a second, against a bare node:http server that sends the same bytes.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { measureBrowser } from './bench_browser.mjs';
import { BENCH_FILE } from './bench_draw.mjs';
import { inTurns } from './bench_rounds.mjs';

export const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
export const BARE = fileURLToPath(new URL('./bench_bare_server.mjs', import.meta.url));
const SECONDS = 4;
const CONNECTIONS = 10;
const ROUNDS = 3;
const PATH = '/';

export async function measurePage(scratch) {
  const database = join(scratch, BENCH_FILE);
  const page = await start([MAIN, 'serve', '--port', '0', '--db', database], scratch);
  try {
    const answer = await fetch(new URL(PATH, page.url));
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (!answer.ok) throw new Error(`the page answers ${answer.status}`);
    const bare = await start([BARE], scratch, bytes);
    try {
      const [ours, anew, ceiling] = await inTurns(
        ROUNDS,
        () => requestsASecond(new URL(PATH, page.url)),
        () => requestsASecond(new URL(PATH, page.url), {}, unlikeTheLast()),
        () => requestsASecond(bare.url),
      );
      return [
        {
          what: 'requests/s, the page ÷ bare node:http sending the same bytes',
          measured: ours / ceiling,
          target: 0.42,
          isAtLeast: true,
          detail: `${ours.toFixed(0)} and ${ceiling.toFixed(0)} a second, ${bytes.length} bytes`,
        },
        {
          what: 'the same of a page made anew each time, as after any write',
          measured: anew / ceiling,
          detail: `${anew.toFixed(0)} and ${ceiling.toFixed(0)} a second`,
        },
        ...(await measureBrowser(new URL('/e/1', page.url))),
      ];
    } finally {
      bare.stop();
    }
  } finally {
    page.stop();
  }
}

/** Pages are kept by their address: one that was never asked for is made. */
export function unlikeTheLast() {
  let nth = 0;
  const setupRequest = (request) => {
    nth += 1;
    return { ...request, path: `${PATH}?nth=${nth}` };
  };
  return [{ setupRequest }];
}

export async function requestsASecond(url, headers = {}, requests = undefined) {
  const {
    requests: { average },
    non2xx,
  } = await autocannon({
    url: String(url),
    headers,
    duration: SECONDS,
    connections: CONNECTIONS,
    ...(requests === undefined ? {} : { requests }),
  });
  if (non2xx > 0) throw new Error(`${non2xx} answers of ${url} were no page`);
  return average;
}

/**
 * Starts a server that says its address on standard output. What it logs, as that no host of the
 * world's pictures is there, is shown where it does not start.
 */
export function start(args, home, input = Buffer.alloc(0)) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, HOME: home },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    let said = '';
    let logged = '';
    child.stderr.on('data', (piece) => {
      logged = `${logged}${piece}`.slice(-4_000);
    });
    child.stdout.on('data', (piece) => {
      said += piece;
      const url = /http:\/\/\S+/.exec(said)?.[0];
      if (url !== undefined) resolve({ url, stop: () => child.kill('SIGTERM') });
    });
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}\n${logged}`)));
  });
}
