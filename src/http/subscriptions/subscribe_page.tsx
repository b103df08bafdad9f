import { Shell, type ShellParts } from '../web/layout.tsx';

interface SubscribeProps {
  readonly shell: ShellParts;
  /** The newest edition of each feed that was drawn. */
  readonly newest: ReadonlyMap<string, number>;
}

export function SubscribePage({ shell, newest }: SubscribeProps) {
  return (
    <Shell {...shell} title="Subscribe · Driftline" subscriptions={[...newest.keys()]}>
      <main id="main" class="list">
        <h1>Subscribe</h1>
        <p>
          In a feed reader: the posts of the last three editions that are public or unlisted, as
          text. Pictures, reasons and everything else stand on the page, where each entry leads.
        </p>
        {newest.size === 0 ? <p class="muted">No edition was drawn yet.</p> : null}
        <ul class="subscriptions">
          {[...newest].map(([feed, edition]) => (
            <li>
              <h2>{feed}</h2>
              <p>
                <a href={`/subscriptions/${feed}.atom`}>Atom</a>{' '}
                <a href={`/subscriptions/${feed}.json`}>JSON Feed</a>{' '}
                <span class="muted">
                  its last edition alone: <a href={`/subscriptions/e${edition}.atom`}>Atom</a>{' '}
                  <a href={`/subscriptions/e${edition}.json`}>JSON Feed</a>
                </span>
              </p>
            </li>
          ))}
        </ul>
        <p>
          A reader on another machine is let in by an address of its own, which opens the
          subscriptions and nothing else: <a href="/devices">make one on the page “devices”</a>.
        </p>
      </main>
    </Shell>
  );
}
