import type { ClientApp } from '../../store/client_logins.ts';
import { Shell, type ShellParts } from '../web/layout.tsx';
import { OUT_OF_BAND } from './apps.ts';
import { sortsLists, wayOf } from './client_ways.ts';
import { scopeWords } from './scopes.ts';

interface AuthorizeProps {
  readonly shell: ShellParts;
  readonly client: ClientApp;
  readonly scopes: string;
  /** The server whose login may only read; undefined where one may do more. */
  readonly readOnlyAt: string | undefined;
  /** What the login lets through of that, where it is less; '' where it is nothing. */
  readonly lets: string | undefined;
  /** Every parameter as it came: the form sends them back. */
  readonly asked: Readonly<Record<string, string>>;
}

/** Shall this client in? */
export function AuthorizePage(props: AuthorizeProps) {
  const { shell, client, scopes, asked, readOnlyAt, lets } = props;
  return (
    <Shell {...shell} title={`Let ${client.name} in? · Driftline`}>
      <div class="page">
        <main id="main" class="consent">
          <h1>Let {client.name} in?</h1>
          <p>
            A client that calls itself so would {mayWords(scopes)}. It gets a key of Driftline’s
            own, not that of your server. {wayBack(asked.redirect_uri ?? '')}
          </p>
          {scopeWords(scopes).does === undefined ? null : (
            <LoginLets readOnlyAt={readOnlyAt} lets={lets} />
          )}
          <WhereToTap appName={client.name} />
          <form method="post" action="/oauth/authorize">
            {Object.entries(asked).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <p>
              <label>
                <input type="checkbox" name="counts" value="yes" checked />
                <span>Count as seen what I read there</span>
              </label>
            </p>
            <p>
              <button type="submit" name="answer" value="yes">
                Allow
              </button>{' '}
              <button type="submit" name="answer" value="no">
                Refuse
              </button>
            </p>
          </form>
        </main>
      </div>
    </Shell>
  );
}

/** What it asks for and nothing beyond: this is what is agreed to. */
function mayWords(scopes: string): string {
  const { sees, does } = scopeWords(scopes);
  const words = [sees && `see ${sees}`, does && `${does} as you`].filter(Boolean);
  return words.length === 0 ? 'learn who you are' : words.join(', and ');
}

function wayBack(redirectUri: string): string {
  if (redirectUri === OUT_OF_BAND) return 'You will be given a code to type in there.';
  const { protocol, host } = new URL(redirectUri);
  return `You will be led back to ${host === '' ? protocol.replace(/:$/, '') : host}.`;
}

/** What a client is let do goes through the owner's login, which may do less. */
function LoginLets({ readOnlyAt, lets }: Pick<AuthorizeProps, 'readOnlyAt' | 'lets'>) {
  if (readOnlyAt === undefined) {
    if (lets === undefined) return null;
    return (
      <p>
        But your own login lets through no more than {lets || 'reading'}: anything else from there
        is refused.
      </p>
    );
  }
  const { host } = new URL(readOnlyAt);
  return (
    <p>
      But your own login may only read: as long as it is so, a favourite, a boost or a post from
      there is refused. <code>driftline login {host} --act</code> lets them through, and the client
      need not ask again.
    </p>
  );
}

/** Where the edition is to be found in it. */
function WhereToTap({ appName }: { readonly appName: string }) {
  if (wayOf(appName) !== 'as it came')
    return <p>Its home timeline will be your edition, in its order.</p>;
  if (sortsLists(appName))
    return (
      <p>
        This client sorts its home and its lists by time, so the home stays as it came, and no
        edition can be read there in its order: read that on Driftline’s page.
      </p>
    );
  return (
    <p>
      This client sorts its home by time, so the home stays as it came. Your edition is under{' '}
      <strong>Lists</strong>, by the name “Driftline: …”: pin it as a tab or shortcut.
    </p>
  );
}

interface CodeProps {
  readonly shell: ShellParts;
  readonly code: string;
  readonly appName: string;
}

/** For clients that no browser can call back. */
export function CodePage({ shell, code, appName }: CodeProps) {
  return (
    <Shell {...shell} title="Authorization code · Driftline">
      <div class="page">
        <main id="main" class="consent">
          <h1>Type this code in there</h1>
          <p>
            <code>{code}</code>
          </p>
          <p>It is good once, for ten minutes.</p>
          <WhereToTap appName={appName} />
        </main>
      </div>
    </Shell>
  );
}

interface PlainProps {
  readonly shell: ShellParts;
  readonly title: string;
  readonly words: string;
}

export function PlainPage({ shell, title, words }: PlainProps) {
  return (
    <Shell {...shell} title={`${title} · Driftline`}>
      <div class="page">
        <main id="main" class="consent">
          <h1>{title}</h1>
          <p>{words}</p>
        </main>
      </div>
    </Shell>
  );
}
