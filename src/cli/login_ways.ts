import { MINUTE_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import {
  beginLogin,
  type Credentials,
  credentialsOf,
  type LoginUnderWay,
} from '../mastodon/login.ts';
import { type Loopback, openLoopback, SCOPES_UNKNOWN } from '../mastodon/loopback.ts';
import { isToken, originOf } from '../mastodon/origin.ts';
import { OUT_OF_BAND } from '../mastodon/registration.ts';
import { openKeptApps } from './kept_apps.ts';
import type { Session } from './session.ts';
import { firstLine, rejectWhen } from './standard_input.ts';
import type { Surroundings } from './surroundings.ts';
import { userAgentOf } from './user_agent.ts';

export interface LoginOptions {
  readonly act?: boolean;
  readonly browser: boolean;
  readonly tokenStdin?: boolean;
}

interface Asked {
  readonly server: string; // as the owner typed it
  readonly options: LoginOptions;
  readonly session: Session;
  readonly surroundings: Surroundings;
}

/** A token, by whichever way the owner wants. Ends at once when the owner stops it. */
export function obtainCredentials(asked: Asked): Promise<Credentials> {
  const { options, surroundings } = asked;
  return Promise.race([obtain(asked, options), rejectWhen(surroundings.stopped)]);
}

function obtain(asked: Asked, { tokenStdin, browser }: LoginOptions): Promise<Credentials> {
  if (tokenStdin === true) return withReadyToken(asked);
  return browser ? withBrowser(asked) : withPastedCode(asked);
}

async function withReadyToken({ server, surroundings }: Asked): Promise<Credentials> {
  const token = await typedToken(surroundings);
  if (token === '') {
    throw new DriftlineError('usage', '--token-stdin: write the access token to standard input');
  }
  if (!isToken(token)) {
    throw new DriftlineError('usage', '--token-stdin: that is no access token, which is one word');
  }
  return credentialsOf(server, token, userAgentOf(surroundings));
}

/** A terminal keeps what stands in it, and so does whoever records it. */
async function typedToken({ stdin, stderr, stopped, hideTyping }: Surroundings): Promise<string> {
  const showTyping = await hideTyping();
  if (stderr.isTerminal) stderr.write('Access token (it is not shown): ');
  try {
    return await firstLine(stdin(), stopped);
  } finally {
    showTyping();
    if (stderr.isTerminal) stderr.write('\n');
  }
}

async function withPastedCode(asked: Asked, isCoarse = false): Promise<Credentials> {
  const { stderr, stdin, stopped } = asked.surroundings;
  const loopback = await loopbackFor(asked);
  loopback.close(); // it is registered all the same: the next login may come by a browser
  const underWay = await begin(asked, { loopback, redirectUri: OUT_OF_BAND, isCoarse });
  const otherwise = isCoarse ? '' : ' (if it says "invalid scope", type scope)';
  stderr.write(
    'Open this address, allow Driftline, and paste the code here' +
      `${otherwise}:\n\n  ${underWay.address}\n\nCode: `,
  );
  const code = await firstLine(stdin(), stopped).catch((error: unknown) => {
    stderr.write('\n'); // what is said of it, and the shell, begin on a line of their own
    throw error;
  });
  if (code === '') throw new DriftlineError('usage', 'no code was given: log in again');
  const isNarrow = code.trim().toLowerCase() === 'scope';
  if (!isNarrow || isCoarse) return underWay.finish(code.replace(/\s+/g, ''));
  stderr.write(ASKED_AS_A_WHOLE);
  return withPastedCode(asked, true);
}

async function withBrowser(asked: Asked, isCoarse = false): Promise<Credentials> {
  const { stderr, openBrowser } = asked.surroundings;
  const loopback = await loopbackFor(asked);
  try {
    const { redirectUri } = loopback;
    const underWay = await begin(asked, { loopback, redirectUri, isCoarse });
    const coming = loopback.code(underWay.state);
    const isOpen = await openBrowser(underWay.address);
    const invitation = isOpen ? 'Your browser opens. If it does not, open' : 'Open';
    stderr.write(
      `${invitation} this address on this machine:\n\n  ${underWay.address}\n\n` +
        'Waiting for your answer there. No browser on this machine? Ctrl-C, then --no-browser.\n',
    );
    return await underWay.finish(await withinPatience(coming, asked.surroundings));
  } catch (error) {
    const isNarrow = error instanceof DriftlineError && error.message === SCOPES_UNKNOWN;
    if (!isNarrow || isCoarse) throw error;
  } finally {
    loopback.close();
  }
  stderr.write(ASKED_AS_A_WHOLE);
  return withBrowser(asked, true);
}

const ASKED_AS_A_WHOLE =
  'Your server knows only the scopes of old: it is asked for "read" as a whole.\n';

/** As long as a code lives on Mastodon: what comes later is of no use. */
const PATIENCE_MS = 10 * MINUTE_MS;

async function withinPatience(
  coming: Promise<string>,
  { time, stopped }: Surroundings,
): Promise<string> {
  let cancel = () => {};
  const tooLate = new Promise<never>((_, reject) => {
    cancel = time.after(PATIENCE_MS, () => reject(new DriftlineError('unauthorized', TOO_LATE)));
  });
  try {
    return await Promise.race([coming, tooLate, rejectWhen(stopped)]);
  } finally {
    cancel();
  }
}

const TOO_LATE = 'nobody allowed Driftline within ten minutes: log in again when you are there';

function loopbackFor({ server, options, session, surroundings }: Asked): Promise<Loopback> {
  const known = openKeptApps(session, surroundings).find(originOf(server), options.act === true);
  const uri = known?.redirect_uris.find((one) => one !== OUT_OF_BAND);
  return openLoopback(uri === undefined ? 0 : Number(new URL(uri).port));
}

interface Way {
  readonly loopback: Loopback;
  readonly redirectUri: string;
  readonly isCoarse?: boolean;
}

function begin(
  { server, options, session, surroundings }: Asked,
  { loopback, redirectUri, isCoarse }: Way,
): Promise<LoginUnderWay> {
  const { randomText, time } = surroundings;
  return beginLogin({
    server,
    mayAct: options.act === true,
    redirectUri,
    redirectUris: [loopback.redirectUri, OUT_OF_BAND],
    isCoarse,
    userAgent: userAgentOf(surroundings),
    randomText,
    now: time.now,
    apps: openKeptApps(session, surroundings),
  });
}
