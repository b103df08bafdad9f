export type MediaKind = 'image' | 'video' | 'audio';

/** What a file is by its own first bytes. */
export interface Sniffed {
  readonly kind: MediaKind;
  /** The type to send it under. */
  readonly type: string;
}

/** So many bytes tell every kind apart. */
export const TELLING_BYTES = 64;

interface Signature {
  readonly at: number;
  readonly bytes: string;
  /** What must follow for containers of several kinds, from the eighth byte on. */
  readonly brand?: RegExp;
  readonly found: Sniffed;
}

const image = (type: string): Sniffed => ({ kind: 'image', type: `image/${type}` });
const video = (type: string): Sniffed => ({ kind: 'video', type: `video/${type}` });
const audio = (type: string): Sniffed => ({ kind: 'audio', type: `audio/${type}` });

/** https://mimesniff.spec.whatwg.org/ and what Mastodon hands out beside it. Latin-1. */
const SIGNATURES: readonly Signature[] = [
  { at: 0, bytes: '\x89PNG\r\n\x1a\n', found: image('png') },
  { at: 0, bytes: '\xff\xd8\xff', found: image('jpeg') },
  { at: 0, bytes: 'GIF87a', found: image('gif') },
  { at: 0, bytes: 'GIF89a', found: image('gif') },
  { at: 0, bytes: 'RIFF', brand: /^WEBP/, found: image('webp') },
  { at: 0, bytes: 'RIFF', brand: /^WAVE/, found: audio('wav') },
  { at: 0, bytes: '\0\0\x01\0', found: image('x-icon') },
  { at: 0, bytes: '\xff\x0a', found: image('jxl') },
  { at: 0, bytes: '\0\0\0\x0cJXL \r\n\x87\n', found: image('jxl') },
  { at: 4, bytes: 'ftyp', brand: /^avi[fs]/, found: image('avif') },
  { at: 4, bytes: 'ftyp', brand: /^(?:hei[cxms]|hev[cx]|mif1|msf1)/, found: image('heic') },
  { at: 4, bytes: 'ftyp', brand: /^qt {2}/, found: video('quicktime') },
  { at: 4, bytes: 'ftyp', brand: /^M4[AB]/, found: audio('mp4') },
  { at: 4, bytes: 'ftyp', found: video('mp4') },
  { at: 4, bytes: 'moov', found: video('quicktime') },
  { at: 0, bytes: '\x1a\x45\xdf\xa3', found: video('webm') },
  { at: 0, bytes: 'OggS', found: audio('ogg') },
  { at: 0, bytes: 'ID3', found: audio('mpeg') },
  { at: 0, bytes: 'fLaC', found: audio('flac') },
];

const BRAND_AT = 8;

/** undefined: it is neither picture, film nor sound, whatever it says of itself. */
function sniffed(first: Uint8Array): Sniffed | undefined {
  const words = Buffer.from(first.subarray(0, TELLING_BYTES)).toString('latin1');
  const signature = SIGNATURES.find(
    ({ at, bytes, brand }) =>
      words.startsWith(bytes, at) && (brand === undefined || brand.test(words.slice(BRAND_AT))),
  );
  return signature?.found ?? framed(first);
}

/** MPEG sound without a head: a frame begins with eleven bits set; of AAC, with twelve. */
function framed([first = 0, second = 0]: Uint8Array): Sniffed | undefined {
  if (first !== 0xff) return undefined;
  if ((second & 0xf6) === 0xf0) return audio('aac');
  return (second & 0xe6) === 0xe2 || (second & 0xe6) === 0xe4 ? audio('mpeg') : undefined;
}

/** Pictures only, as pictures: an SVG is a document that may run things. */
const DECLARED = /^(image|video|audio)\/(?!svg)[\w.+-]+/i;

/** What a server says that it sends; undefined where that is nothing to be shown. */
export function declaredKind(contentType: string | null): MediaKind | undefined {
  return DECLARED.exec(contentType ?? '')?.[1]?.toLowerCase() as MediaKind | undefined;
}

/**
 * The type under which a body may be shown: what the server says and what the bytes say must agree.
 * A container that holds films may hold sound alone, and the other way round.
 */
export function typeToSend(contentType: string | null, first: Uint8Array): string | undefined {
  const declared = declaredKind(contentType);
  const found = sniffed(first);
  if (declared === undefined || found === undefined) return undefined;
  if ((declared === 'image') !== (found.kind === 'image')) return undefined;
  return declared === found.kind ? found.type : `${declared}/${found.type.split('/')[1]}`;
}
