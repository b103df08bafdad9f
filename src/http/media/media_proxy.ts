import type { Context } from 'hono';
import type { Log } from '../../core/log.ts';
import { blurhashPicture } from './blurhash_picture.ts';
import type { MediaAddresses } from './media_address.ts';

/**
 * Asks the network; follows no redirect by itself. Injected: the browser itself asks nobody but us.
 */
export type FetchMedia = (request: Request) => Promise<Response>;

const MEBIBYTE = 1_048_576;
const SIZE_MAX = { image: 20 * MEBIBYTE, audio: 100 * MEBIBYTE, video: 200 * MEBIBYTE } as const;
const REDIRECTS_MAX = 3;
const WAIT_MS = 20_000;
/** Pictures only, as pictures: an SVG is a document that may run things. */
const TYPE = /^(image|video|audio)\/(?!svg)[\w.+-]+/i;

interface Deps {
  readonly addresses: MediaAddresses;
  readonly fetchMedia: FetchMedia;
  readonly log: Log;
}

/** Brings media of a post through this server, as bytes of a checked kind and size. */
export function openMediaProxy({ addresses, fetchMedia, log }: Deps) {
  /** Every step of a redirect is checked like the first address. */
  const follow = async (first: URL, range: string | undefined): Promise<Response | undefined> => {
    let url = first;
    for (let step = 0; step <= REDIRECTS_MAX; step += 1) {
      const request = new Request(url, {
        headers: range === undefined ? {} : { range },
        redirect: 'manual',
        signal: AbortSignal.timeout(WAIT_MS),
      });
      const response = await fetchMedia(request);
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null) return response;
      await response.body?.cancel();
      if (
        !URL.canParse(location, url.href) ||
        addresses.of(new URL(location, url).href) === undefined
      )
        return undefined;
      url = new URL(location, url);
    }
    return undefined;
  };

  return {
    async serve(c: Context): Promise<Response> {
      const url = addresses.read(c.req.param('signature') ?? '', c.req.param('address') ?? '');
      if (url === undefined) return c.text('Not an address of ours.', 403);
      try {
        const response = await follow(url, c.req.header('range'));
        return response === undefined ? c.text('It leads elsewhere.', 502) : checked(c, response);
      } catch (error) {
        log.info('media.unreachable', { host: url.host, reason: String(error) });
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

async function checked(c: Context, response: Response): Promise<Response> {
  const type = response.headers.get('content-type') ?? '';
  const kind = TYPE.exec(type)?.[1]?.toLowerCase() as keyof typeof SIZE_MAX | undefined;
  const size = Number(response.headers.get('content-length') ?? 0);
  if (!response.ok || response.body === null || kind === undefined || size > SIZE_MAX[kind]) {
    await response.body?.cancel();
    return c.text('Not a picture, film or sound that can be shown.', 502);
  }
  const passed = ['content-length', 'content-range', 'accept-ranges', 'last-modified', 'etag'];
  const headers = Object.fromEntries(
    passed.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  return c.body(response.body.pipeThrough(limited(SIZE_MAX[kind])), response.status as 200, {
    ...headers,
    'content-type': type,
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, max-age=604800',
  });
}

/** A server may say nothing of the size, or lie. */
function limited(sizeMax: number): TransformStream<Uint8Array, Uint8Array> {
  let passed = 0;
  return new TransformStream({
    transform(chunk, controller) {
      passed += chunk.byteLength;
      if (passed > sizeMax) controller.error(new RangeError(`larger than ${sizeMax} bytes`));
      else controller.enqueue(chunk);
    },
  });
}
