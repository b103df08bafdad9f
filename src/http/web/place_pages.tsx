import type { Context, Hono } from 'hono';
import { DriftlineError } from '../../core/errors.ts';
import type { Placed, WhatIf } from '../../rank/what_if.ts';
import type { EditionHead, EntryOnPage, Slot } from '../../store/reading.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import type { Exposing } from '../exposing.ts';
import type { Answers } from './answers.ts';
import type { Desk } from './desk.ts';
import { Posts, Shell, type ShellParts } from './layout.tsx';
import { pageAddress, pageStart } from './page_address.ts';
import type { Press } from './press.tsx';
import { isLookedAt } from './request_words.ts';
import { Above, Below, ThreadPanel } from './thread.tsx';
import { threadOf } from './thread_order.ts';
import { type AskThread, deskWith, type ToldAround } from './thread_there.ts';
import { Why } from './why.tsx';

export interface PlaceNeeds extends Answers {
  readonly desk: Desk;
  readonly exposing: Exposing;
  readonly press: Press;
  readonly whatIf: (placed: Placed) => WhatIf | undefined;
  readonly askThread?: AskThread | undefined;
}

interface OpenThread {
  readonly desk: Desk;
  readonly isWhole: boolean;
  /** The server was asked and told nothing, as one that is away or slow. */
  readonly isUntold?: boolean;
  readonly told?: ToldAround;
}

/** What is stored, and what the home server knows beside it, as far as it answers. */
async function openThread(
  { desk, askThread }: Pick<PlaceNeeds, 'desk' | 'askThread'>,
  status: ShownStatus | undefined,
): Promise<OpenThread> {
  const { server, server_id: id } = status ?? { server: null, server_id: null };
  if (status === undefined || server === null || id === null || askThread === undefined)
    return { desk, isWhole: false };
  if (status.is_absent === 1) return { desk, isWhole: false };
  const there = await askThread(server, id);
  if (there === undefined) return { desk, isWhole: false, isUntold: true };
  return { ...deskWith(desk, status, there), isWhole: true };
}

interface Place {
  readonly head: EditionHead;
  readonly entry: EntryOnPage;
  readonly slot: Slot;
  readonly status: ShownStatus | undefined;
}

/** The pages of one place in an edition: its thread, and why it is there. */
export function openPlacePages(app: Hono, deps: PlaceNeeds): void {
  const { desk, exposing, press, whatIf, shellOf, html, headOf } = deps;

  const placeOf = (c: Context): Place => {
    const head = headOf(Number(c.req.param('edition')));
    const position = Number(c.req.param('position'));
    const isPlace = Number.isSafeInteger(position);
    const entry = isPlace ? desk.reading.entry(head.edition, position) : undefined;
    const slot = isPlace ? desk.reading.slots(head.edition, position, null, 1)[0] : undefined;
    if (entry === undefined || slot === undefined)
      throw new DriftlineError('not_found', `Edition ${head.edition} has no such place.`);
    const status =
      entry.statusKey === null
        ? desk.statuses.ofUri(entry.uri)
        : desk.statuses.status(entry.statusKey);
    return { head, entry, slot, status };
  };

  app.get('/e/:edition/:position/why', (c) => {
    const { head, entry, slot, status } = placeOf(c);
    if (isLookedAt(c)) exposing.opened(head.edition, entry.position);
    const chances = whatIf({ ...entry, edition: head.edition });
    const why = <Why {...{ desk, entry, status, chances }} />;
    if (c.req.query('fragment') !== undefined) return c.html(why as never);
    return html(
      c,
      <PlacePage {...{ head, entry }} title="Why this is here" shell={shellOf(c)} after={why} />,
      { posts: press.posts(head, [slot]) },
    );
  });

  app.get('/e/:edition/:position', async (c) => {
    const { head, entry, slot, status } = placeOf(c);
    if (isLookedAt(c)) exposing.opened(head.edition, entry.position);
    const open = await openThread(deps, status);
    if (c.req.query('fragment') !== undefined)
      return c.html((<ThreadPanel {...open} {...{ status }} position={entry.position} />) as never);
    const thread = threadOf(open.desk, status, open.told);
    const around = { ...open, thread, status, idOf: (one: ShownStatus) => `t${one.status_key}` };
    const above = Buffer.from(String(<Above {...around} />));
    const after = <Below {...around} />;
    const page = <PlacePage {...{ head, entry, after }} title="Thread" shell={shellOf(c)} />;
    return html(c, page, { posts: [above, ...press.posts(head, [slot])] });
  });
}

function PlacePage(props: {
  readonly head: EditionHead;
  readonly entry: EntryOnPage;
  readonly title: string;
  readonly shell: ShellParts;
  readonly after?: unknown;
}) {
  const { head, entry, title, shell, after } = props;
  const page = pageAddress(head, pageStart(entry.position), null);
  return (
    <Shell {...shell} title={`${title} · Driftline`}>
      <div class="page">
        <section class="edition-head" aria-label="Head">
          <h1>{title}</h1>
          <p class="facts">
            <a href={`${page}#p${entry.position}`}>
              back to number {entry.position} of the edition
            </a>
          </p>
        </section>
        <main id="main" data-edition={head.edition}>
          <div id="posts">
            <Posts />
            {after as never}
          </div>
        </main>
      </div>
    </Shell>
  );
}
