/** How this server stands to the world. */
export interface Front {
  /** It speaks TLS itself. */
  readonly isSecure: boolean;
  /** The origin under which a proxy in front hands requests on; undefined: there is none. */
  readonly behind: string | undefined;
}

/** By which name of ours somebody asks. */
export interface AskedAs {
  readonly origin: string;
  /** From this machine, by its own name; otherwise through the proxy, from anywhere. */
  readonly isLocal: boolean;
}

export const ALONE: Front = { isSecure: false, behind: undefined };

/**
 * Names under which this machine calls itself. A page elsewhere that had its own name point here
 * has another.
 */
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** What a proxy adds. Believed only where one is configured. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'];

/** Tells by which name a request came; undefined: by none of ours. */
export function openNames({ isSecure, behind }: Front) {
  const proxyHost = behind === undefined ? undefined : new URL(behind).host;
  return (header: (name: string) => string | undefined): AskedAs | undefined => {
    const host = header('host') ?? '';
    if (behind !== undefined && FORWARDED.some((name) => header(name) !== undefined)) {
      const asked = header('x-forwarded-host')?.split(',')[0]?.trim() ?? host;
      return asked === proxyHost ? { origin: behind, isLocal: false } : undefined;
    }
    if (behind !== undefined && host === proxyHost) return { origin: behind, isLocal: false };
    if (!LOOPBACK.has(host.replace(/:\d+$/, ''))) return undefined;
    return { origin: `${isSecure ? 'https' : 'http'}://${host}`, isLocal: true };
  };
}

export type Names = ReturnType<typeof openNames>;
