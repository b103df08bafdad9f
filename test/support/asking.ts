import type { Access } from '../../src/http/gate.ts';
import { openApp } from '../../src/http/server.ts';
import { type Devices, openDevices } from '../../src/store/devices.ts';
import { aPageWorld } from './page_world.ts';

/** Where a request comes from, as the connection and the headers say. */
export interface From {
  readonly remote?: string;
  readonly local?: string;
  readonly host?: string;
  readonly encrypted?: boolean;
  readonly httpVersion?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A phone in the same network, and a proxy that ends https on this machine. */
export const PHONE: From = {
  remote: '192.168.1.20',
  local: '192.168.1.5',
  host: '192.168.1.5:4040',
};
export const PROXY: From = {
  host: 'reader.example',
  headers: { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' },
};

/** The server of a world, asked from anywhere. */
export function anAppAskedFrom(access: Partial<Access> = {}) {
  const world = aPageWorld(3, { access: { names: [], pair: 'elsewhere', ...access } });
  const app = openApp(world.deps);
  const devices: Devices = openDevices(world.database);
  const ask = (path: string, from: From, init: RequestInit = {}) => {
    const { remote = '127.0.0.1', local = '127.0.0.1', host = '127.0.0.1:4040' } = from;
    const socket = { remoteAddress: remote, localAddress: local, encrypted: from.encrypted };
    const incoming = { socket, httpVersion: from.httpVersion ?? '1.1' };
    const headers = { host, ...from.headers, ...(init.headers as Record<string, string>) };
    return app.request(`http://${host}${path}`, { ...init, headers }, { incoming });
  };
  const send = (path: string, from: From, body: Record<string, string> = {}, more: object = {}) => {
    const isSecure = from.headers?.['x-forwarded-proto'] === 'https' || from.encrypted;
    const origin = `${isSecure ? 'https' : 'http'}://${from.host ?? '127.0.0.1:4040'}`;
    return ask(path, from, {
      method: 'POST',
      body: new URLSearchParams(body),
      headers: { origin, ...more },
    });
  };
  let invitations = 0;
  const invite = (code = `code-${++invitations}`) => {
    devices.invite(code, world.deps.time.now());
    return code;
  };
  /** Pairs a device, and gives what it sends from then on. */
  const pair = async (from: From, name = 'a phone') => {
    const answer = await send('/pair', from, { code: invite(), name });
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] as string;
    return { ...from, headers: { ...from.headers, cookie } } satisfies From;
  };
  return { world, devices, ask, send, invite, pair };
}
