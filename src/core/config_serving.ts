/** How the page is served, as config.toml says it under [serve]. */
export interface ServeSettings {
  readonly port: number;
  /** The address it is bound to: this machine alone, unless somebody wants it wider. */
  readonly host: string;
  /** By what other names it is reached: `reader.example`, or `https://reader.example:8443`. */
  readonly names: readonly string[];
  /** Who must be paired: whoever comes from elsewhere, or everybody. */
  readonly pair: 'elsewhere' | 'always';
}

/** What becomes of pictures, under [media]. */
export interface MediaSettings {
  /** What the cache may take; 0: there is none. */
  readonly cacheBytes: number;
  /** Whether a draw fetches what its edition shows. */
  readonly prefetch: boolean;
}

export interface WrittenServing {
  readonly serve?:
    | {
        readonly port?: number | undefined;
        readonly host?: string | undefined;
        readonly names?: readonly string[] | undefined;
        readonly pair?: ServeSettings['pair'] | undefined;
      }
    | undefined;
  readonly media?:
    | { readonly cache?: string | undefined; readonly prefetch?: boolean | undefined }
    | undefined;
}

export const SERVE_DEFAULTS: ServeSettings = {
  port: 4040,
  host: '127.0.0.1',
  names: [],
  pair: 'elsewhere',
};
export const MEDIA_DEFAULTS: MediaSettings = { cacheBytes: 2_000_000_000, prefetch: true };

export function serveOf({ serve = {} }: WrittenServing): ServeSettings {
  return {
    port: serve.port ?? SERVE_DEFAULTS.port,
    host: serve.host ?? SERVE_DEFAULTS.host,
    names: serve.names?.map(nameOf) ?? SERVE_DEFAULTS.names,
    pair: serve.pair ?? SERVE_DEFAULTS.pair,
  };
}

/** As browsers ask for it: in small letters, and without the port that its scheme has anyway. */
function nameOf(name: string): string {
  return name.toLowerCase().replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2');
}

export function mediaOf({ media = {} }: WrittenServing): MediaSettings {
  return {
    cacheBytes: media.cache === undefined ? MEDIA_DEFAULTS.cacheBytes : bytesOf(media.cache),
    prefetch: media.prefetch ?? MEDIA_DEFAULTS.prefetch,
  };
}

/** "2 GB", "500 MB"; "none" is none. */
export const CACHE_SIZE = /^(?:none|[1-9]\d{0,3} ?[MG]B)$/;

function bytesOf(size: string): number {
  if (size === 'none') return 0;
  return Number.parseInt(size, 10) * (size.endsWith('GB') ? 1_000_000_000 : 1_000_000);
}
