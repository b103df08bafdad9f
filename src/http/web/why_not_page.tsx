import type { Context, Hono } from 'hono';
import { capital } from '../../core/capital.ts';
import { ownersWord } from '../../core/dial.ts';
import { DriftlineError } from '../../core/errors.ts';
import { isUrl } from '../../core/url_check.ts';
import type { Explanation } from '../../rank/explain.ts';
import { givenWords } from '../../rank/given_words.ts';
import { diceWords, whatIfWords } from '../../rank/what_if.ts';
import { missedWords, slidWords } from '../../rank/would_change.ts';
import type { Answers } from './answers.ts';
import { isHidden } from './cover_words.ts';
import type { Desk } from './desk.ts';
import { Posts, Shell, type ShellParts } from './layout.tsx';
import { Post } from './post.tsx';
import { laneTitle } from './reason.ts';
import { Exposures, factorWords, SignalTable } from './why.tsx';

export interface Explained extends Explanation {
  /** Settings of the feed that its sliders say. */
  readonly slid?: readonly string[];
}

export interface WhyNotNeeds extends Answers {
  readonly desk: Desk;
  readonly explain: (status: string) => Promise<Explained>;
}

const ADDRESS_MAX = 2_000;

/** Why any post has its place in the last edition, or none: an address is pasted. */
export function openWhyNotPage(app: Hono, { desk, explain, html, shellOf }: WhyNotNeeds): void {
  app.get('/why-not', async (c: Context) => {
    const address = (c.req.query('address') ?? '').trim().slice(0, ADDRESS_MAX);
    const asked = onOwnPage(address, c.req.header('host'), desk) ?? address;
    const answer = asked === '' ? undefined : await explained(asked, explain);
    const posts = answer === undefined || answer === 'unknown' ? [] : printed(desk, answer);
    const page = <WhyNotPage {...{ desk, address, answer }} shell={shellOf(c)} />;
    return html(c, page, { posts });
  });
}

/** The post at an address of this page: /e/21/7, or /e/21#p7. */
function onOwnPage(address: string, host: string | undefined, { reading }: Desk) {
  if (!isUrl(address) || new URL(address).host !== host) return undefined;
  const { pathname, hash } = new URL(address);
  const [, edition, place] = /^\/e\/(\d{1,9})(?:\/(\d{1,9}))?/.exec(pathname) ?? [];
  const position = place ?? /^#p(\d{1,9})$/.exec(hash)?.[1];
  return reading.entry(Number(edition ?? 0), Number(position ?? 0))?.uri;
}

async function explained(address: string, explain: WhyNotNeeds['explain']) {
  try {
    return await explain(address);
  } catch (error) {
    if (error instanceof DriftlineError && error.code === 'not_found') return 'unknown' as const;
    throw error;
  }
}

/** The post that was asked about, where it may be shown. */
function printed(desk: Desk, { uri, inEdition, lane }: Explanation): readonly Buffer[] {
  const status = desk.statuses.ofUri(uri);
  if (status === undefined || isHidden(desk, status)) return [];
  const at = inEdition ?? {};
  const reason = { lane: lane === null ? 'without a place' : laneTitle(lane), because: [] };
  const post = (
    <Post {...{ desk, status, reason }} place={{ id: 'asked', isSeen: false, ...at }} named={[]} />
  );
  return [Buffer.from(String(post))];
}

interface WhyNotProps {
  readonly desk: Desk;
  readonly shell: ShellParts;
  readonly address: string;
  readonly answer: Explained | 'unknown' | undefined;
}

function WhyNotPage({ desk, shell, address, answer }: WhyNotProps) {
  return (
    <Shell {...shell} title="Why not? · Driftline" section="search" isWithTools>
      <div class="page">
        <section class="edition-head" aria-label="Head">
          <h1>Why not?</h1>
          <form class="asking" method="get" action="/why-not">
            <label for="address" class="hidden">
              Address of a post
            </label>
            <input
              id="address"
              name="address"
              type="text"
              inputmode="url"
              value={address}
              placeholder="address of a post"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
            />
            <button type="submit">Ask</button>
          </form>
        </section>
        <main id="main" data-list="asked">
          {answer === undefined ? <Introduction /> : null}
          {answer === 'unknown' ? <Unknown /> : null}
          <div id="posts">
            <Posts />
          </div>
          {answer === undefined || answer === 'unknown' ? null : <Answer {...{ desk, answer }} />}
        </main>
      </div>
    </Shell>
  );
}

function Introduction() {
  return (
    <>
      <p>
        Any post that reached you has its reason for being in the last edition, or for not being in
        it: what was against it, where it would have stood by its score alone, and what would have
        brought it in.
      </p>
      <p class="muted">
        Its address on your own server, in a client or on this page, its original one and the id are
        all known here; that of a boost stands for the post in it.
      </p>
    </>
  );
}

function Unknown() {
  return (
    <section aria-label="Not known">
      <p>Nothing of that address ever reached you, so no edition could have had it.</p>
      <p class="muted">
        Nobody you follow may have written or boosted it; it may lie in a{' '}
        <a href="/statistics">hole</a>; or the address is of something else than a post.
      </p>
    </section>
  );
}

function Answer({ desk, answer }: { readonly desk: Desk; readonly answer: Explained }) {
  const { scoreMicro, whatIf, signals, uri, feed, missed, slid = [] } = answer;
  return (
    <section class="why-panel answer-panel" aria-labelledby="answer-title">
      <h2 id="answer-title">{titleOf(answer)}</h2>
      {sentencesOf(answer, desk).map((sentence) => (
        <p>{sentence}</p>
      ))}
      {slidWords(missed, slid).map((words) => (
        <p>
          {words} <a href={`/feeds/${feed}`}>Its slider</a>
        </p>
      ))}
      <SignalTable signals={signals} />
      {scoreMicro === null ? null : (
        <p>
          All factors together make <strong>{factorWords(scoreMicro)}</strong>
          {whatIf === null ? '.' : `; the dice threw ${diceWords(whatIf)}. ${whatIfWords(whatIf)}`}
        </p>
      )}
      <Exposures desk={desk} uri={uri} />
      {answer.inEdition === null ? null : (
        <p>
          <a href={`/e/${answer.inEdition.edition}/${answer.inEdition.position}/why`}>
            Why it was in edition {answer.inEdition.edition}
          </a>
        </p>
      )}
    </section>
  );
}

function titleOf({ inEdition, leftOut }: Explanation): string {
  if (inEdition === null) return 'Not in an edition';
  const { edition, position } = inEdition;
  if (leftOut === null) return `In edition ${edition}, place ${position}`;
  return `In edition ${edition}, place ${position}; not in the last one`;
}

/** What the command line's `explain` says, for the page. */
function sentencesOf(answer: Explanation, { words }: Desk): readonly string[] {
  const { leftOut, missed, goneSince, boostedBy, reason, snoozedUntilMs } = answer;
  const { inEdition, signals } = answer;
  const acted = signals.dial?.said ?? [];
  const since = answer.dials.filter((dial) => !acted.includes(dial) && !leftOut?.includes(dial));
  const said = [
    boostedBy === null ? undefined : `You asked for the boost of it by @${boostedBy}.`,
    leftOut === null ? undefined : `${capital(leftOut)}.`,
    missed === null ? undefined : missedWords(missed),
    goneSince === null ? undefined : `It is not shown there any more: ${goneSince}.`,
    snoozedUntilMs === null ? undefined : `You snoozed it until ${words.short(snoozedUntilMs)}.`,
    reason === null ? undefined : `Your SQL says: ${reason}`,
    inEdition === null ? undefined : givenWords(signals),
    since.length === 0 ? undefined : `From the next draw on: ${ownersWord(since)}.`,
  ];
  return said.filter((sentence): sentence is string => sentence !== undefined);
}
