import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Context } from 'hono';
import { ROOT } from '../../core/places.ts';
import { isKnown } from '../known_tag.ts';

/** The page's own scripts and style as the build left them; from the source its style as it is. */
const SCRIPTS_FOLDER = new URL('dist/web/', ROOT);
const STYLES_FOLDER = import.meta.url.endsWith('.ts')
  ? new URL('src/http/web/', ROOT)
  : SCRIPTS_FOLDER;

const NAME = /^((?:page|tools)\.css|icon\.svg|[a-z_]+\.js)$/;
const FILE = /^[a-z_]+\.(?:css|js)$/;
const TYPES = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
}

/** As they were at the start: later those of another version may lie there. */
const held = new Map<string, Uint8Array<ArrayBuffer>>();

/** Reads all of them now, and answers for each. */
export function openAssets() {
  for (const folder of [SCRIPTS_FOLDER, STYLES_FOLDER])
    if (existsSync(folder))
      for (const name of readdirSync(folder)) if (FILE.test(name)) bytesOf(name);
  const read = new Map<string, Asset>();
  const assetOf = (name: string): Asset | undefined => {
    const known = read.get(name);
    if (known !== undefined) return known;
    const body = bytesOf(name);
    if (body === undefined) return undefined;
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1) as keyof typeof TYPES];
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 20)}"`;
    const asset = { body, type, etag };
    read.set(name, asset);
    return asset;
  };
  return (c: Context): Response => {
    const name = c.req.param('name') ?? '';
    const asset = NAME.test(name) ? assetOf(name) : undefined;
    if (asset === undefined) return c.text('No such file.', 404);
    const headers = { etag: asset.etag, 'cache-control': 'no-cache' };
    if (isKnown(c.req.header('if-none-match'), asset.etag)) return c.body(null, 304, headers);
    return c.body(asset.body, 200, { ...headers, 'content-type': asset.type });
  };
}

/** A style sheet beside the page's own, for a file that stands alone. */
export function readStyle(name: string): string {
  return Buffer.from(bytesOf(name) ?? []).toString();
}

function bytesOf(name: string): Uint8Array<ArrayBuffer> | undefined {
  if (name === 'icon.svg') return new Uint8Array(Buffer.from(ICON));
  const known = held.get(name);
  if (known !== undefined) return known;
  const folder = name.endsWith('.js') ? SCRIPTS_FOLDER : STYLES_FOLDER;
  try {
    const bytes = new Uint8Array(readFileSync(new URL(name, folder)));
    held.set(name, bytes);
    return bytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5567"/><path d="M4 20c4-5 8-5 12 0s8 5 12 0" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/><path d="M6 12h9M18 12h4" stroke="#fff" stroke-width="2.2" stroke-linecap="round" opacity=".75"/></svg>`;
