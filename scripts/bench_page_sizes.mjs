// A page out of a small file and out of a large one: what a reader waits for must not grow.
import { logIn } from './bench_api.mjs';
import { MAIN, requestsASecond, start, unlikeTheLast } from './bench_page.mjs';
import { inTurns } from './bench_rounds.mjs';

const ROUNDS = 5;
const TARGET = 1.2;
const API_PATH = '/api/v1/timelines/home?limit=40';

/** Each of both files holds an edition of as many entries. */
export async function comparePages(small, large, { scratch, what }) {
  const servers = [];
  try {
    for (const { file } of [small, large])
      servers.push(await start([MAIN, 'serve', '--port', '0', '--db', file], scratch));
    const pages = servers.map(
      ({ url }) =>
        () =>
          requestsASecond(url, {}, unlikeTheLast()),
    );
    const api = [];
    for (const { url } of servers) {
      const headers = { authorization: `Bearer ${await logIn(url)}` };
      api.push(() => requestsASecond(new URL(API_PATH, url), headers));
    }
    const [page, largePage, answer, largeAnswer] = await inTurns(ROUNDS, ...pages, ...api);
    return [
      ratio(`a page made anew, ${what}`, page, largePage),
      ratio(`an API page of 40, ${what}`, answer, largeAnswer),
    ];
  } finally {
    for (const server of servers) server.stop();
  }
}

/** How much longer one takes of the large file. */
function ratio(what, small, large) {
  return {
    what,
    measured: small / large,
    target: TARGET,
    isAtLeast: false,
    detail: `${(1_000 / large).toFixed(2)} and ${(1_000 / small).toFixed(2)} ms of one process`,
  };
}
