import { resolve } from 'node:path';
import type { Command } from 'commander';
import { SERVE_DEFAULTS, type ServeSettings } from '../core/config_serving.ts';
import { DriftlineError } from '../core/errors.ts';
import { readPort } from './option_values.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { addTlsOptions, type TlsFiles, type TlsOptions, tlsFilesOf } from './tls_options.ts';

/** How `serve` and `run` are reached, where their options say otherwise than the settings. */
export interface ReachOptions extends TlsOptions {
  readonly port?: number;
  readonly host?: string;
}

/** What they come to. */
export interface Reached extends ServeSettings {
  /** With these it speaks https itself. */
  readonly tls: TlsFiles | undefined;
}

export function addReachOptions(command: Command): Command {
  addTlsOptions(command);
  return command
    .option(
      '--port <number>',
      'the port of the page; 0 takes a free one (default: 4040, or as your settings say)',
      readPort,
    )
    .option(
      '--host <address>',
      'an address of this machine to bind to, 0.0.0.0 for all; others then must be paired ' +
        '(default: this machine alone, or as your settings say)',
    );
}

/** Throws 'usage' where a certificate is named without its key. */
export function reachOf(settings: ServeSettings, options: ReachOptions): Reached {
  const { port = settings.port, host = settings.host } = options;
  return { ...settings, port, host, tls: tlsFilesOf(options) };
}

const LOOPBACK = /^(?:127\.[\d.]+|::1|localhost)$/;
const ALL = new Set(['0.0.0.0', '::', '']);

export function isBoundWider({ host }: ServeSettings): boolean {
  return !LOOPBACK.test(host);
}

/** By which address other machines come to it; undefined: by none. */
export function addressElsewhere(
  reach: ServeSettings,
  { addresses }: Pick<Surroundings, 'addresses'>,
): string | undefined {
  if (!isBoundWider(reach)) return undefined;
  return ALL.has(reach.host) ? addresses()[0] : reach.host;
}

/** Where other devices find the page. Throws where they cannot find it at all. */
export function outwardOrigin(
  reach: Reached,
  surroundings: Surroundings,
  isSecure = reach.tls !== undefined,
): string {
  const { names, host, port, pair } = reach;
  const [named] = names;
  if (named?.includes('://')) return named;
  const toItself = pair === 'always' && !isBoundWider(reach) ? host : undefined;
  const place = named ?? addressElsewhere(reach, surroundings) ?? toItself;
  if (place !== undefined) return `${isSecure ? 'https' : 'http'}://${inAddress(place, port)}`;
  throw new DriftlineError(
    'usage',
    'the page is served on this machine alone: add --host 0.0.0.0, or name the proxy before it in [serve] names',
  );
}

function inAddress(place: string, port: number): string {
  if (/:\d+$/.test(place) && !place.includes('::')) return place;
  return `${place.includes(':') ? `[${place}]` : place}:${port}`;
}

/** The address of the page for who sits at this machine. */
export function hereOf(url: string, { host }: ServeSettings): string {
  return ALL.has(host) ? url.replace(/\/\/[^/]*:/, '//127.0.0.1:') : url;
}

type Named = Pick<
  Session,
  'say' | 'answer' | 'asJson' | 'databaseFile' | 'isDatabaseNamed' | 'configFile' | 'configNamedBy'
>;

/** Said once it is served. */
export function sayWhere(url: string, reach: Reached, session: Named): void {
  const { say, answer, asJson } = session;
  const here = hereOf(url, reach);
  if (asJson) {
    answer({ url: here });
    return;
  }
  say(`Reading at ${here} until you press Ctrl-C.`);
  if (!isBoundWider(reach) && reach.names.length === 0) return;
  const words = ['driftline serve --pair', ...sameOptions(url, reach, session)].join(' ');
  say(`Other devices must be paired: "${words}" in another terminal.`);
}

/** What a command must be told to mean the same page and the same database. */
function sameOptions(url: string, { tls }: Reached, named: Named): readonly string[] {
  const { databaseFile, isDatabaseNamed, configFile, configNamedBy } = named;
  const { port } = new URL(url);
  const isUsual = port === '' || Number(port) === SERVE_DEFAULTS.port;
  const file = (option: string, path: string) => `${option} ${quoted(resolve(path))}`;
  return [
    ...(isUsual ? [] : [`--port ${port}`]),
    ...(tls === undefined ? [] : [file('--tls-cert', tls.cert), file('--tls-key', tls.key)]),
    ...(isDatabaseNamed ? [file('--db', databaseFile)] : []),
    ...(configNamedBy === undefined ? [] : [file('--config', configFile)]),
  ];
}

function quoted(path: string): string {
  return /^[\w@./:=+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
