import type { Context, Hono } from 'hono';
import { DriftlineError } from '../../core/errors.ts';
import { AT_REST, SLIDER_NAMES, type Steps, settingsOfSteps, stepIn } from '../../core/sliders.ts';
import { formIn } from '../form_body.ts';
import type { Answers } from './answers.ts';
import type { Desk } from './desk.ts';
import type { Compared, FeedOnPage, FeedsDesk } from './feeds_desk.ts';
import { Difference } from './feeds_difference.tsx';
import { Sliders } from './feeds_sliders.tsx';
import type { FormNeeds } from './form_routes.ts';
import { Shell, type ShellParts } from './layout.tsx';

export interface FeedsNeeds extends Answers, Pick<FormNeeds, 'draw'> {
  readonly desk: Desk;
  readonly feeds: FeedsDesk;
}

/** The feeds, and what five sliders would make of each. */
export function openFeedsPages(app: Hono, needs: FeedsNeeds): void {
  const { desk, draw, feeds, html, printed, shellOf } = needs;

  app.get('/feeds', async (c) => {
    const usual = (await feeds.list()).find(({ isUsual }) => isUsual);
    return c.redirect(`/feeds/${usual?.feed.name ?? 'morning'}`, 302);
  });
  app.get('/feeds/:feed', async (c) => {
    const all = await feeds.list();
    const open = openOne(all, c);
    const steps = isMoved(c) ? stepsIn((name) => c.req.query(name)) : open.steps;
    const isSame = SLIDER_NAMES.every((name) => steps[name] === open.steps[name]);
    const compared = isSame ? undefined : await feeds.compare(open.feed.name, steps);
    const difference = <Difference {...{ desk, compared }} />;
    if (c.req.query('fragment') !== undefined)
      return printed(c, Buffer.from(String(difference)) as Buffer<ArrayBuffer>);
    const before = c.req.query('before');
    const props = { feeds, all, open, steps, compared, before };
    return html(c, <FeedsPage {...props} difference={difference} shell={shellOf(c)} />);
  });
  app.post('/feeds/:feed', async (c) => {
    const { feed, steps: before } = openOne(await feeds.list(), c);
    const body = await formIn(c);
    const asked = stepsIn((name) => String(body[name]));
    const wanted = body.rest === undefined ? movedBy(asked, body.from, before) : AT_REST;
    await feeds.save(feed.name, wanted);
    if (body.draw !== undefined) return c.redirect(`/e/${await draw({ feed: feed.name })}`, 303);
    return c.redirect(`/feeds/${feed.name}?before=${packed(before)}`, 303);
  });
}

function openOne(all: readonly FeedOnPage[], c: Context): FeedOnPage {
  const name = c.req.param('feed');
  const open = all.find(({ feed }) => feed.name === name);
  if (open === undefined)
    throw new DriftlineError('not_found', 'There is no such feed: see /feeds.');
  return open;
}

function isMoved(c: Context): boolean {
  return SLIDER_NAMES.some((name) => c.req.query(name) !== undefined);
}

function stepsIn(word: (name: keyof Steps) => string | undefined): Steps {
  return Object.fromEntries(SLIDER_NAMES.map((name) => [name, stepIn(word(name))])) as Record<
    keyof Steps,
    number
  >;
}

/** What nobody moved since the page was opened stays as another page saved it meanwhile. */
function movedBy(asked: Steps, from: unknown, before: Steps): Steps {
  if (typeof from !== 'string') return asked;
  const stood = unpacked(from);
  return Object.fromEntries(
    SLIDER_NAMES.map((name) => [name, asked[name] === stood[name] ? before[name] : asked[name]]),
  ) as Record<keyof Steps, number>;
}

/** Steps in an address: 0,0,1,-2,0. */
function packed(steps: Steps): string {
  return SLIDER_NAMES.map((name) => steps[name]).join(',');
}

function unpacked(words: string): Steps {
  const each = words.split(',');
  return stepsIn((name) => each[SLIDER_NAMES.indexOf(name as keyof Steps)]);
}

interface FeedsPageProps {
  readonly shell: ShellParts;
  readonly feeds: FeedsDesk;
  readonly all: readonly FeedOnPage[];
  readonly open: FeedOnPage;
  readonly steps: Steps;
  readonly compared: Compared | undefined;
  readonly difference: unknown;
  /** Where the sliders stood before they were saved just now. */
  readonly before: string | undefined;
}

function FeedsPage({ shell, feeds, all, open, steps, difference, before }: FeedsPageProps) {
  const { feed, isUsual, drawn } = open;
  return (
    <Shell {...shell} title={`${feed.name} · Feeds · Driftline`} section="feeds" isWithTools>
      <div class="page">
        <section class="edition-head" aria-label="Head">
          <h1>Feeds</h1>
          <p class="facts">
            <span>ways to rank the same home</span>
            <span>each draws editions of its own</span>
          </p>
        </section>
        <nav class="lanes" aria-label="Feeds">
          <ul>
            {all.map((one) => (
              <li>
                <a
                  href={`/feeds/${one.feed.name}`}
                  aria-current={one === open ? 'page' : undefined}
                >
                  <span>{one.feed.name}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <main id="main">
          <h2>{feed.name}</h2>
          <p class="about">{feed.about}</p>
          <p class="facts">
            <span>{isUsual ? 'the usual one' : 'drawn when you ask for it'}</span>
            {drawn === undefined ? null : <span>{drawn}</span>}
            <span>{sizeWords(open)}</span>
          </p>
          {before === undefined ? null : <Saved {...{ feeds, open, before }} />}
          <Sliders {...{ feed, steps, saved: open.steps }} />
          <div id="difference" aria-live="polite">
            {difference as never}
          </div>
          <p class="choices">
            <button type="submit" form="sliders" formmethod="post" name="draw" value="now">
              Save, and draw an edition now
            </button>
          </p>
          <Where {...{ feeds, open }} />
        </main>
      </div>
    </Shell>
  );
}

/** How long its editions are, as its sliders are saved. */
function sizeWords({ feed, steps: saved }: FeedOnPage): string {
  const { size } = settingsOfSteps(feed, saved);
  if (typeof size === 'string') return size.replace(/ min$/, ' minutes');
  if (size !== undefined) return `${size} posts`;
  return feed.minutes === undefined ? `${feed.size} posts` : `${feed.minutes} minutes`;
}

function Saved(props: {
  readonly feeds: FeedsDesk;
  readonly open: FeedOnPage;
  readonly before: string;
}) {
  const { feeds, open, before } = props;
  return (
    <form class="bar" method="post" action={`/feeds/${open.feed.name}`}>
      {SLIDER_NAMES.map((name) => (
        <input type="hidden" name={name} value={unpacked(before)[name]} />
      ))}
      Saved in {feeds.file}; the next edition is drawn so ·{' '}
      <button type="submit" class="link">
        undo
      </button>
    </form>
  );
}

function Where({ feeds, open }: { readonly feeds: FeedsDesk; readonly open: FeedOnPage }) {
  return (
    <section class="where" aria-label="Where it is kept">
      <p class="muted">
        The sliders are kept in <code>{feeds.file}</code>, which goes over{' '}
        <code>{feeds.settingsFile}</code>; that file is never rewritten. To undo all of them, delete
        the first.
      </p>
      {open.feed.sql === undefined ? null : (
        <p class="muted">
          This feed is SQL of your own: the sliders reach its length, its chance, and what it asks
          for by name (@quiet, @freshness).
        </p>
      )}
      {open.feed.order === undefined ? null : (
        <p class="muted">
          This feed shows the newest first: of the sliders only its length counts.
        </p>
      )}
    </section>
  );
}
