import { randomBytes } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { DriftlineError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { ClientLogins } from '../../store/client_logins.ts';
import type { Devices } from '../../store/devices.ts';
import { callerOf } from '../caller.ts';
import { formIn } from '../form_body.ts';
import type { Access } from '../gate.ts';
import { keepSecret } from '../session_cookie.ts';
import { feedPlace } from '../subscriptions/feed_place.ts';
import type { Answers } from './answers.ts';
import type { Desk } from './desk.ts';
import { DevicesPage, type Made, PairPage, VoidLinkPage } from './device_pages.tsx';
import { wholeNumber } from './request_words.ts';

export interface DeviceNeeds extends Answers {
  readonly desk: Desk;
  readonly devices: Devices;
  readonly clients: Pick<ClientLogins, 'list' | 'revoke'>;
  readonly access: Access;
  readonly log: Log;
}

const SECRET_BYTES = 32;
const newSecret = () => randomBytes(SECRET_BYTES).toString('base64url');

/** Pairing, and the list of who is paired. The code is in no path: paths get into logs. */
export function openDevicePages(app: Hono, needs: DeviceNeeds): void {
  const { desk, devices, access, log, html } = needs;
  const voidLink = (c: Context) => html(c, <VoidLinkPage />, { status: 404 });

  app.get('/pair', (c) => {
    const code = c.req.query('code') ?? '';
    if (!devices.isInvited(code, desk.now())) return voidLink(c);
    return html(c, <PairPage code={code} name={deviceName(c.req.header('user-agent'))} />);
  });
  app.post('/pair', async (c) => {
    const { code, name } = await formIn(c);
    const secret = newSecret();
    if (!devices.pair(String(code), secret, String(name), desk.now())) return voidLink(c);
    keepSecret(c, secret, callerOf(c, access).isSecure);
    log.info('device.paired', { name: String(name) });
    return c.redirect('/', 303);
  });
  app.get('/devices', (c) => show(c, needs));
  app.post('/devices/pair', (c) => {
    const origin = outwardOrigin(c, access);
    if (origin === undefined) return show(c, needs, { what: 'nothing' });
    const code = newSecret();
    devices.invite(code, desk.now());
    return show(c, needs, { what: 'pairing', address: `${origin}/pair?code=${code}` });
  });
  app.post('/devices/reader', (c) => {
    const origin = outwardOrigin(c, access);
    if (origin === undefined) return show(c, needs, { what: 'nothing' });
    const key = newSecret();
    devices.admitReader(key, 'a feed reader', desk.now());
    const feed = desk.reading.head(desk.reading.latest() ?? 0)?.feed ?? 'morning';
    const address = `${origin}/subscriptions/${feedPlace(feed)}.atom?key=${key}`;
    return show(c, needs, { what: 'reader', address });
  });
  app.post('/devices/:device/revoke', (c) => {
    const device = wholeNumber(c.req.param('device'));
    if (device === undefined || !devices.revoke(device, desk.now()))
      throw new DriftlineError('not_found', 'There is no such device: see /devices.');
    log.info('device.turned_away', { device });
    return c.redirect('/devices', 303);
  });
  app.post('/devices/clients/:client/revoke', (c) => {
    const client = wholeNumber(c.req.param('client'));
    if (client === undefined || !needs.clients.revoke(client, desk.now()))
      throw new DriftlineError('not_found', 'There is no such client: see /devices.');
    log.info('api.client_turned_away', { client });
    return c.redirect('/devices', 303);
  });
}

function show(c: Context, { html, desk, shellOf, devices, clients }: DeviceNeeds, made?: Made) {
  const lists = { devices: devices.list(), clients: clients.list() };
  return html(c, <DevicesPage {...{ desk, made }} {...lists} shell={shellOf(c)} />);
}

/**
 * Where another device finds us: as the owner said, else as we are asked now; undefined: nowhere.
 * What this machine calls itself means another machine there.
 */
function outwardOrigin(c: Context, access: Access): string | undefined {
  const { origin = '', isLocal } = callerOf(c, access);
  const { names, pair, address } = access;
  const [named] = names;
  if (!isLocal) return origin;
  if (named?.includes('://')) return named;
  const place = named ?? address?.();
  if (place === undefined) return pair === 'always' ? origin : undefined;
  const { protocol, port } = new URL(origin);
  if (/^[^:]+:\d+$/.test(place)) return `${protocol}//${place}`;
  const host = place.includes(':') ? `[${place}]` : place;
  return `${protocol}//${host}${port === '' ? '' : `:${port}`}`;
}

/** Most say the names of others as well: whom nobody else names stands first. */
const BROWSERS = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const;
const SYSTEMS = ['Android', 'iPhone', 'iPad', 'Windows', 'CrOS', 'Mac OS X', 'Linux'];

/** "Firefox on Android": what its owner would call it, as far as it says. */
export function deviceName(userAgent = ''): string {
  const [, browser] = BROWSERS.find(([pattern]) => pattern.test(userAgent)) ?? [];
  const system = SYSTEMS.find((name) => userAgent.includes(name));
  if (browser === undefined && system === undefined) return 'a device';
  return [browser ?? 'a browser', ...(system === undefined ? [] : [`on ${system}`])].join(' ');
}
