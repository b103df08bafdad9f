import { Shell, type ShellParts } from '../web/layout.tsx';
import { feedPlace } from './feed_place.ts';

interface SubscribeProps {
  readonly shell: ShellParts;
  /** The newest edition of each feed that was drawn. */
  readonly newest: ReadonlyMap<string, number>;
}

export function SubscribePage({ shell, newest }: SubscribeProps) {
  return (
    <Shell {...shell} title="Subscribe · Driftline" subscriptions={[...newest.keys()]}>
      <div class="page">
        <section class="edition-head" aria-label="Head">
          <h1>Subscribe</h1>
          <p class="facts">
            <span>editions in a feed reader</span>
          </p>
        </section>
        <main id="main" class="settings">
          <p>
            The posts of the last three editions that are public or unlisted, as text. Pictures,
            reasons and everything else stand on the page, where each entry leads.
          </p>
          {newest.size === 0 ? <p class="muted">No edition was drawn yet.</p> : null}
          <ul class="listed">
            {[...newest].map(([feed, edition]) => (
              <li>
                <p>
                  <span class="name">{feed}</span>
                  <Addresses place={feedPlace(feed)} />
                </p>
                <p class="muted">
                  <span>its newest edition alone</span>
                  <Addresses place={`e${edition}`} />
                </p>
              </li>
            ))}
          </ul>
          <p>
            A reader on another machine is let in by an address of its own, which opens the
            subscriptions and nothing else: <a href="/devices">make one on the page “devices”</a>.
          </p>
        </main>
      </div>
    </Shell>
  );
}

function Addresses({ place }: { readonly place: string }) {
  return (
    <span class="addresses">
      <a href={`/subscriptions/${place}.atom`}>Atom</a>
      <a href={`/subscriptions/${place}.json`}>JSON Feed</a>
    </span>
  );
}
