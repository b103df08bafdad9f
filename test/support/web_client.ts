import { WebSocket } from 'ws';
import type { StatusJson } from './api_home.ts';

/** What a request is sent with. */
export interface Sent {
  readonly method?: string;
  readonly json?: object;
  readonly form?: Readonly<Record<string, string>>;
}

export interface Heard<T> {
  readonly status: number;
  readonly json: T;
  /** As scripts see it: only what the answer exposes. */
  readonly link: string | null;
}

/** Headers that need no preflight, as far as these clients send any. */
const SIMPLE = /^(accept|origin|sec-fetch-.*|content-type: application\/x-www-form-urlencoded.*)$/;
/** Some seconds: a browser keeps no answer of a preflight for less. */
const PREFLIGHT_S_MIN = 600;

/**
 * A web client that stands at `origin`, as a browser lets it ask ours at `url`: after a preflight,
 * and with what the answers allow it to see. Without an origin it is a program.
 */
export function aWebClient(url: string, origin?: string) {
  const asked: string[] = [];
  let token: string | undefined;
  let preflights = 0;

  async function preflight(address: string, method: string, headers: Record<string, string>) {
    const odd = Object.entries(headers)
      .map(([name, value]) => (name === 'content-type' ? `${name}: ${value}` : name))
      .filter((name) => !SIMPLE.test(name))
      .map((name) => name.split(':')[0] as string);
    if (origin === undefined || (odd.length === 0 && (method === 'GET' || method === 'POST')))
      return;
    preflights += 1;
    const answer = await fetch(address, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': odd.sort().join(','),
      },
    });
    const may = (name: string) => answer.headers.get(`access-control-${name}`) ?? '';
    const allowed = may('allow-headers').toLowerCase().split(',');
    const isHeld = Number(may('max-age')) >= PREFLIGHT_S_MIN;
    if (!answer.ok || may('allow-origin') !== '*' || !may('allow-methods').includes(method))
      throw new Error(`the preflight of ${method} ${address} was refused`);
    if (!odd.every((name) => allowed.includes(name)) || !isHeld)
      throw new Error(`the preflight of ${address} does not hold for ${odd}`);
  }

  /** Throws where a browser would not let the client read the answer. */
  async function ask<T = never>(path: string, sent: Sent = {}): Promise<Heard<T>> {
    const { method = sent.json || sent.form ? 'POST' : 'GET', json, form } = sent;
    const address = path.startsWith('http') ? path : url + path;
    asked.push(`${method} ${address.replace(url, '')}`);
    const headers: Record<string, string> = { accept: '*/*' };
    if (origin !== undefined) {
      headers.origin = origin;
      headers['sec-fetch-site'] = 'cross-site';
    }
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    if (json !== undefined) headers['content-type'] = 'application/json';
    if (form !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
    await preflight(address, method, headers);
    const body = json === undefined ? form && new URLSearchParams(form) : JSON.stringify(json);
    const answer = await fetch(address, { method, headers, ...(body ? { body } : {}) });
    const isOpen =
      origin === undefined || answer.headers.get('access-control-allow-origin') === '*';
    if (!isOpen) throw new Error(`${address} may not be read by ${origin}`);
    const exposed = (answer.headers.get('access-control-expose-headers') ?? '').split(/, ?/);
    const link = exposed.includes('Link') ? answer.headers.get('link') : null;
    const text = await answer.text();
    return { status: answer.status, json: (text === '' ? null : JSON.parse(text)) as T, link };
  }

  return {
    ask,
    asked,
    preflights: () => preflights,
    hold(given: string) {
      token = given;
    },
    /** Turns pages as long as a Link leads on, which must be an absolute address of ours. */
    async byLink(path: string, pages = Number.POSITIVE_INFINITY): Promise<StatusJson[]> {
      const read: StatusJson[] = [];
      let next: string | undefined = path;
      for (let nth = 0; next !== undefined && nth < pages; nth += 1) {
        const { json, link }: Heard<StatusJson[]> = await ask<StatusJson[]>(next);
        read.push(...json);
        next = nextIn(link);
      }
      return read;
    },
  };
}

export type WebClient = ReturnType<typeof aWebClient>;

/** Of a Link header, its first address, if that leads on. Throws where it is relative. */
function nextIn(link: string | null): string | undefined {
  const found = /^<([^>]+)>; rel="next"/.exec(link ?? '')?.[1];
  return found === undefined ? undefined : new URL(found).href;
}

/** How a stream ends that a client looks for: the status of a refusal, else the protocol. */
export function probe(url: string, path: string, protocols: string[] = []) {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${path}`, protocols);
  const heard: string[] = [];
  socket.on('message', (body) => heard.push(JSON.parse(String(body)).event));
  const opened = new Promise<number | string>((resolve) => {
    socket.on('open', () => resolve(socket.protocol));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => {});
  });
  return { socket, heard, opened };
}
