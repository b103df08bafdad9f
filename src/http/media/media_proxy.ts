import type { Context } from 'hono';
import type { EpochMs } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import { isKnown } from '../known_tag.ts';
import { openAwayHosts } from './away_hosts.ts';
import { blurhashPicture } from './blurhash_picture.ts';
import type { MediaAddresses } from './media_address.ts';
import type { KeptMedia } from './media_cache.ts';
import { type Found, FROM_THE_START, type MediaSource } from './media_source.ts';

interface Deps {
  readonly addresses: MediaAddresses;
  readonly source: MediaSource;
  readonly log: Log;
  readonly now: () => EpochMs;
}

/**
 * Nothing of a medium runs, even where it is opened by itself. The browser then makes a page around
 * it, which asks for a film or a sound once more: as ours, since others are given nothing here.
 */
const HEADERS = {
  'content-security-policy':
    "sandbox allow-same-origin; default-src 'none'; img-src 'self'; media-src 'self'",
  'cache-control': 'private, max-age=604800',
} as const;

/** Brings media of a post through this server, as bytes of a checked kind and size. */
export function openMediaProxy({ addresses, source, log, now }: Deps) {
  const tellAway = openAwayHosts(log, now);
  return {
    async serve(c: Context): Promise<Response> {
      const url = addresses.read(c.req.param('signature') ?? '', c.req.param('address') ?? '');
      if (url === undefined) return c.text('Not an address of ours.', 403);
      try {
        return await answerOf(c, await source.found(url, { range: c.req.header('range') }));
      } catch (error) {
        tellAway(url, error);
        return c.text('The media server did not answer.', 502);
      }
    },
    blurhash(c: Context): Response {
      const picture = blurhashPicture((c.req.param('hash') ?? '').replace(/\.png$/, ''));
      if (picture === undefined) return c.text('Not a blurhash.', 404);
      return c.body(picture, 200, {
        'content-type': 'image/png',
        'cache-control': 'public, max-age=31536000, immutable',
      });
    },
  };
}

function answerOf(c: Context, found: Found): Response | Promise<Response> {
  switch (found.as) {
    case 'refused':
      return c.text(found.why, 502);
    case 'beyond':
      return c.body(null, 416, { ...HEADERS, 'content-range': found.range });
    case 'bytes':
      return c.body(found.bytes, 200, { ...HEADERS, 'content-type': found.type });
    case 'kept':
      return answerKept(c, found.kept);
    case 'stream':
      return answerStream(c, found);
  }
}

/** A part, where a part was asked for. */
function answerKept(c: Context, { type, size, etag, read }: KeptMedia): Response {
  const headers = { ...HEADERS, 'content-type': type, etag, 'accept-ranges': 'bytes' };
  if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304, { ...HEADERS, etag });
  const isPart = c.req.header('if-range') === undefined || c.req.header('if-range') === etag;
  const range = isPart ? rangeIn(c.req.header('range'), size) : undefined;
  if (range === 'beyond')
    return c.body(null, 416, { ...headers, 'content-range': `bytes */${size}` });
  const [from, to] = range ?? [0, size - 1];
  // Reading what nobody takes would leave the file open.
  const body = c.req.method === 'HEAD' || size === 0 ? null : read(from, to);
  const part = { 'content-range': `bytes ${from}-${to}/${size}` };
  return c.newResponse(body, range === undefined ? 200 : 206, {
    ...headers,
    ...(range === undefined ? {} : part),
    'content-length': String(to - from + 1),
  });
}

/**
 * One range of RFC 9110. undefined: the whole, which may answer nonsense or several at once.
 */
function rangeIn(
  header: string | undefined,
  size: number,
): readonly [number, number] | 'beyond' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'beyond' : [size - length, size - 1];
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from >= size) return 'beyond';
  return to < from ? undefined : [from, to];
}

type Streamed = Extract<Found, { as: 'stream' }>;

async function answerStream(c: Context, { answer, type, body }: Streamed): Promise<Response> {
  const passed = ['content-length', 'content-range', 'accept-ranges', 'last-modified', 'etag'];
  const headers = Object.fromEntries(
    passed.flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const isHead = c.req.method === 'HEAD';
  // Nobody takes the rest: the connection, and the file that it is written to, would stay open.
  if (isHead) await body.cancel();
  const whole = wholeAsPart(c, answer);
  const sent = { ...headers, ...whole, ...HEADERS, 'content-type': type };
  const status = whole === undefined ? (answer.status as 200) : 206;
  return c.newResponse(isHead ? null : body, status, sent);
}

/**
 * The part from the first byte on was asked for as the whole, which can be kept. Safari plays
 * nothing where a part was asked for and none is answered.
 */
function wholeAsPart(c: Context, answer: Response): Record<string, string> | undefined {
  const size = Number(answer.headers.get('content-length') ?? 0);
  const isEncoded = answer.headers.has('content-encoding'); // its length is of something else
  const isAsked = FROM_THE_START.test(c.req.header('range') ?? '');
  const isWhole = isAsked && answer.status === 200 && size > 0 && !isEncoded;
  if (!isWhole || c.req.header('if-range') !== undefined) return undefined;
  return { 'content-range': `bytes 0-${size - 1}/${size}` };
}
