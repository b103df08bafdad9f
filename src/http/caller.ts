import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';
import type { Context } from 'hono';

/** How this server is reached, beside by its own machine. */
export interface Reach {
  /** Names its owner gave it: `reader.example`, or an origin, `https://reader.example:8443`. */
  readonly names: readonly string[];
}

/** Who asks, and by which of our names. */
export interface Caller {
  /** Undefined: by no name of ours; somebody had a name of theirs point here. */
  readonly origin: string | undefined;
  /** This machine itself, by a loopback name, and nobody between. */
  readonly isLocal: boolean;
  /** A proxy stands between and hides by which name it was asked. */
  readonly isHidden: boolean;
  readonly isSecure: boolean;
  /** To count by. */
  readonly address: string;
  /** The one of ours at which they came in; undefined in process. */
  readonly port: number | undefined;
}

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);
const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.|^::1$/;

/**
 * What proxies and tunnels add. One that stands on this machine comes from loopback too, so any of
 * these means that somebody else asks.
 */
const FORWARDED = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'cf-ray',
  'tailscale-user-login',
  'ngrok-trace-id',
];

interface Socket {
  readonly remoteAddress?: string;
  readonly localAddress?: string;
  readonly localPort?: number;
  readonly encrypted?: boolean;
}

/** What `@hono/node-server` knows of a request; nothing where it was asked in process. */
interface Incoming {
  readonly socket: Socket;
  readonly httpVersion?: string;
}

const IN_PROCESS: Incoming = { socket: { remoteAddress: '127.0.0.1', localAddress: '127.0.0.1' } };

export function callerOf(c: Context, reach: Reach): Caller {
  const incoming = (c.env as { incoming?: Incoming } | undefined)?.incoming ?? IN_PROCESS;
  return judge(incoming, (name) => c.req.header(name), reach);
}

/** The same of a request that no route saw: one that wants a socket. */
export function callerOfUpgrade(request: IncomingMessage, reach: Reach): Caller {
  return judge(request, (name) => String(request.headers[name] ?? '') || undefined, reach);
}

type HeaderIn = (name: string) => string | undefined;

function judge({ socket, httpVersion }: Incoming, header: HeaderIn, { names }: Reach): Caller {
  const host = (header('host') ?? '').toLowerCase();
  const name = host.replace(/:\d+$/, '');
  const isFromHere = LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '');
  // Browsers speak 1.1 at least; nginx, unless told otherwise, speaks 1.0 and says nothing else.
  const isForwarded = httpVersion === '1.0' || FORWARDED.some((name) => header(name) !== undefined);
  const isLoopbackName = LOOPBACK_NAMES.has(name);
  const named = names.find((one) => isNamed(one, host, name));
  const isKnown =
    (isLoopbackName && isFromHere && !isForwarded) ||
    named !== undefined ||
    isOwnAddress(name, socket);
  const isSecure =
    socket.encrypted === true ||
    named?.startsWith('https://') === true ||
    (isFromHere && header('x-forwarded-proto') === 'https');
  return {
    origin: isKnown ? `${isSecure ? 'https' : 'http'}://${host}` : undefined,
    isLocal: isFromHere && isLoopbackName && !isForwarded,
    isHidden: isFromHere && isLoopbackName && isForwarded,
    isSecure,
    address: addressOf(isFromHere ? header('x-forwarded-for') : undefined, socket),
    port: socket.localPort,
  };
}

/** A name that was given with its scheme or its port means just that. */
function isNamed(named: string, host: string, name: string): boolean {
  const given = named.replace(/^https?:\/\//, '');
  return given === host || given === name;
}

/** A number that leads here is no name that somebody could have point elsewhere. */
function isOwnAddress(name: string, { localAddress = '' }: Socket): boolean {
  const literal = name.replace(/^\[|\]$/g, '');
  if (isIP(literal) === 0 || LOOPBACK_ADDRESS.test(literal)) return false;
  return literal === localAddress.replace(/^::ffff:/, '').toLowerCase();
}

/** Whoever has an IPv6 network has 2^64 addresses of it; a proxy adds who asked it at the end. */
function addressOf(forwardedFor: string | undefined, { remoteAddress = '' }: Socket): string {
  const forwarded = forwardedFor?.split(',').at(-1)?.trim();
  const address = forwarded || remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
  return isIPv6(address) ? address.split(':').slice(0, 4).join(':') : address;
}
