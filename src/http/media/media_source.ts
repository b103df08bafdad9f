import type { KeptMedia, MediaCache } from './media_cache.ts';
import { declaredKind, type MediaKind, typeToSend } from './media_kind.ts';
import { ANSWER_MS, askMedia, type FetchMedia, withTimeout } from './media_request.ts';
import { allOf, type Body, beginningOf, keepingWhat, limit } from './media_streams.ts';
import type { NotKept } from './not_kept.ts';

const MEBIBYTE = 1_048_576;
const SIZE_MAX: Readonly<Record<MediaKind, number>> = {
  image: 20 * MEBIBYTE,
  audio: 100 * MEBIBYTE,
  video: 200 * MEBIBYTE,
};

/** One of the largest over a line of 3 Mbit/s. A server that trickles would take days over it. */
const PICTURE_MS = 60_000;

/** Media to be shown. Pictures are whole; a film or a sound may still be on its way. */
export type Found =
  | { readonly as: 'kept'; readonly kept: KeptMedia }
  | {
      readonly as: 'bytes';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly type: string;
      /** Whether the cache holds it by now. */
      readonly isKept: boolean;
    }
  | { readonly as: 'stream'; readonly answer: Response; readonly type: string; readonly body: Body }
  /** A part behind its end was asked for; `range` says where that is. */
  | { readonly as: 'beyond'; readonly range: string }
  | { readonly as: 'refused'; readonly why: string };

export interface SourceDeps {
  readonly fetchMedia: FetchMedia;
  readonly loginOrigins: () => ReadonlySet<string>;
  readonly cache: MediaCache | undefined;
  /** Told of each that the disk does not take. */
  readonly notKept: NotKept;
}

interface Wanted {
  /** Of a film: as the browser asks. */
  readonly range?: string | undefined;
  /** Films and sounds are passed by. */
  readonly picturesOnly?: boolean;
  readonly signal?: AbortSignal;
}

export const FROM_THE_START = /^bytes=0-$/;
const NOT_TO_BE_SHOWN: Found = {
  as: 'refused',
  why: 'Not a picture, film or sound that can be shown.',
};

/**
 * Media by their address: from the cache, else from the network, checked and kept. A picture is
 * taken in whole before any of it is shown, so that it can be looked at; a film is passed on as it
 * comes, looked at by its first bytes, and kept where it came whole.
 */
export function openMediaSource(deps: SourceDeps) {
  const underWay = new Map<string, Promise<Found>>();

  async function fetchIt(url: URL, wanted: Wanted): Promise<Found> {
    // The whole of a film can be kept, a part of it cannot.
    const range = FROM_THE_START.test(wanted.range ?? '') ? undefined : wanted.range;
    const answer = await askMedia(url, { ...deps, range, signal: wanted.signal });
    if (answer === undefined) return { as: 'refused', why: 'It leads elsewhere.' };
    const end = answer.headers.get('content-range') ?? '';
    if (answer.status === 416 && range !== undefined && /^bytes \*\/\d+$/.test(end)) {
      await answer.body?.cancel();
      return { as: 'beyond', range: end };
    }
    const kind = declaredKind(answer.headers.get('content-type'));
    const size = Number(answer.headers.get('content-length') ?? 0);
    const mayBeTaken = answer.ok && answer.body !== null && kind !== undefined;
    if (!mayBeTaken || size > SIZE_MAX[kind] || (wanted.picturesOnly && kind !== 'image')) {
      await answer.body?.cancel();
      return NOT_TO_BE_SHOWN;
    }
    if (kind === 'image' && answer.status === 206) {
      await answer.body?.cancel();
      return found(url, {}); // whole, or nothing can be said of it
    }
    return kind === 'image'
      ? takePicture(url, answer, { ...deps, ...wanted })
      : passOn(url, { answer, kind }, deps);
  }

  async function found(url: URL, wanted: Wanted): Promise<Found> {
    const kept = await deps.cache?.find(url.href);
    if (kept !== undefined) return { as: 'kept', kept };
    if (wanted.range !== undefined) return fetchIt(url, wanted);
    const known = underWay.get(url.href);
    // A stream has one reader; who comes second asks for itself.
    const first = await known?.catch(() => undefined);
    if (first !== undefined && first.as !== 'stream') return first;
    const fetching = fetchIt(url, wanted).finally(() => underWay.delete(url.href));
    underWay.set(url.href, fetching);
    return fetching;
  }

  return { found };
}

export type MediaSource = ReturnType<typeof openMediaSource>;

async function takePicture(
  url: URL,
  answer: Response,
  deps: SourceDeps & Pick<Wanted, 'signal'>,
): Promise<Found> {
  const signal = withTimeout(deps.signal, PICTURE_MS);
  const bytes = await allOf(answer.body as Body, SIZE_MAX.image, signal);
  const type = typeToSend(answer.headers.get('content-type'), bytes);
  if (type === undefined) return NOT_TO_BE_SHOWN;
  const isKept = await keepWhole(url, { bytes, type }, deps);
  return { as: 'bytes', bytes, type, isKept };
}

async function keepWhole(
  url: URL,
  { bytes, type }: { readonly bytes: Uint8Array; readonly type: string },
  { cache, notKept }: SourceDeps,
): Promise<boolean> {
  if (cache === undefined || bytes.byteLength > cache.fileBytesMax) return false;
  try {
    const draft = await cache.begin(url.href);
    await draft.write(bytes);
    await draft.keep(type);
    return true;
  } catch (error) {
    notKept(error);
    return false;
  }
}

/**
 * Parts are passed on as they are: their first bytes tell nothing. What is broken off is not kept.
 */
async function passOn(
  url: URL,
  { answer, kind }: { readonly answer: Response; readonly kind: MediaKind },
  { cache, notKept }: SourceDeps,
): Promise<Found> {
  const declared = answer.headers.get('content-type') as string;
  const limited = (answer.body as Body).pipeThrough(limit(SIZE_MAX[kind]));
  if (answer.status === 206) return { as: 'stream', answer, type: declared, body: limited };
  const { first, whole } = await beginningOf(limited, withTimeout(undefined, ANSWER_MS));
  const type = typeToSend(declared, first);
  if (type === undefined) {
    await whole.cancel();
    return NOT_TO_BE_SHOWN;
  }
  const draft = await cache?.begin(url.href).catch(() => undefined);
  const isKept = cache !== undefined && draft !== undefined;
  const keeping = { type, bytesMax: cache?.fileBytesMax ?? 0, notKept };
  return { as: 'stream', answer, type, body: isKept ? keepingWhat(whole, draft, keeping) : whole };
}
