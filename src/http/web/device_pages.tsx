import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { encode } from 'uqr';
import type { ListedClient } from '../../store/client_logins.ts';
import type { ListedDevice } from '../../store/devices.ts';
import type { Desk } from './desk.ts';
import { Shell, type ShellParts } from './layout.tsx';

/** A page for who is not paired yet: nothing of the owner's stands on it. */
function Bare({ title, children }: { readonly title: string; readonly children?: Child }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href="/assets/page.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <div class="page bare">
          <main id="main" class="settings">
            <p class="brand">Driftline</p>
            <h1>{title}</h1>
            {children}
          </main>
        </div>
      </body>
    </html>
  );
}

interface PairProps {
  readonly code: string;
  readonly name: string;
}

/** Asks first: what only looks at links, a messenger say, must not use one up. */
export function PairPage({ code, name }: PairProps) {
  return (
    <Bare title="Pair this device?">
      <p>It will read all that stands here, until you turn it away on the page “devices”.</p>
      <form method="post" action="/pair">
        <input type="hidden" name="code" value={code} />
        <label for="name">What you call it</label>
        <input id="name" name="name" value={name} autocomplete="off" />
        <button type="submit">Pair it</button>
      </form>
    </Bare>
  );
}

export function VoidLinkPage() {
  return (
    <Bare title="This link holds no more">
      <p>
        A link pairs one device, within ten minutes. For another one, type{' '}
        <code>driftline serve --pair</code> on the machine of this page.
      </p>
    </Bare>
  );
}

interface DevicesProps {
  readonly desk: Desk;
  readonly shell: ShellParts;
  readonly devices: readonly ListedDevice[];
  readonly clients: readonly ListedClient[];
  /** What was made just now, and is shown this once. */
  readonly made?: Made | undefined;
}

/** An address with a secret in it; or nothing, since nobody elsewhere could open it. */
export type Made =
  | { readonly what: 'pairing' | 'reader'; readonly address: string }
  | { readonly what: 'nothing' };

const OPENS = { page: 'everything', subscriptions: 'subscriptions alone' } as const;

export function DevicesPage({ desk, shell, devices, clients, made }: DevicesProps) {
  return (
    <Shell {...shell} title="Devices · Driftline">
      <div class="page">
        <section class="edition-head" aria-label="Head">
          <h1>Devices</h1>
          <p class="facts">
            <span>who reads here from elsewhere</span>
          </p>
        </section>
        <main id="main" class="settings">
          {made === undefined ? null : <MadePart made={made} />}
          {devices.length === 0 ? (
            <p>None is paired. The machine that serves this page needs no pairing.</p>
          ) : (
            <ul class="listed">
              {devices.map((device) => (
                <DeviceLine desk={desk} device={device} />
              ))}
            </ul>
          )}
          <div class="buttons">
            <form method="post" action="/devices/pair">
              <button type="submit">Pair another device</button>
            </form>
            <form method="post" action="/devices/reader">
              <button type="submit">Make an address for a feed reader</button>
            </form>
          </div>
          {clients.length === 0 ? null : <Clients {...{ desk, clients }} />}
        </main>
      </div>
    </Shell>
  );
}

/** Each has a key of its own, so that it opens nothing any more once it is turned away. */
function Clients({ desk, clients }: Pick<DevicesProps, 'desk' | 'clients'>) {
  const { short } = desk.words;
  return (
    <section aria-labelledby="clients">
      <h2 id="clients">Clients that you let in</h2>
      <ul class="listed">
        {clients.map(({ token_key, name, scopes, created_at_ms, used_at_ms, counts_seen }) => (
          <li>
            <p>
              <bdi class="name">{name}</bdi>
              <span class="muted">
                may {scopes} · let in {short(created_at_ms)} ·{' '}
                {used_at_ms === null ? 'never used' : `last used ${short(used_at_ms)}`} · what it
                shows {counts_seen === 1 ? 'may count' : 'never counts'} as seen
              </span>
            </p>
            <form method="post" action={`/devices/clients/${token_key}/revoke`}>
              <button type="submit" class="link">
                turn away<span class="hidden"> {name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DeviceLine({ desk, device }: { readonly desk: Desk; readonly device: ListedDevice }) {
  const { short } = desk.words;
  const used = device.used_at_ms === null ? 'never used' : `last used ${short(device.used_at_ms)}`;
  return (
    <li>
      <p>
        <bdi class="name">{device.name}</bdi>
        <span class="muted">
          reads {OPENS[device.opens]} · paired {short(device.paired_at_ms)} · {used}
        </span>
      </p>
      <form method="post" action={`/devices/${device.device_key}/revoke`}>
        <button type="submit" class="link">
          turn away<span class="hidden"> {device.name}</span>
        </button>
      </form>
    </li>
  );
}

function MadePart({ made }: { readonly made: Made }) {
  if (made.what === 'nothing')
    return (
      <p class="trouble" role="status">
        This page is served on this machine alone: no other can open it. Start Driftline with{' '}
        <code>--host 0.0.0.0</code>, or name the proxy before it in <code>[serve] names</code>.
      </p>
    );
  if (made.what === 'reader')
    return (
      <section class="made" aria-label="Address for a feed reader">
        <p>
          Give this to a feed reader. It opens the subscriptions and nothing else, and is shown this
          once: <code>{made.address}</code>
        </p>
      </section>
    );
  return (
    <section class="made" aria-label="Link for another device">
      <p>
        Open this on the other device within ten minutes; it works once: <code>{made.address}</code>
      </p>
      <QrCode words={made.address} />
    </section>
  );
}

const QUIET_MODULES = 4;

/** Dark on light in either theme: cameras want it so. */
function QrCode({ words }: { readonly words: string }) {
  const { data, size } = encode(words, { ecc: 'M', border: QUIET_MODULES });
  const path = data.flatMap((row, y) => row.flatMap((is, x) => (is ? [`M${x} ${y}h1v1h-1z`] : [])));
  return raw(
    `<svg class="qr" role="img" aria-label="The same link as a QR code" width="240" height="240" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path.join('')}" fill="#000"/></svg>`,
  );
}
