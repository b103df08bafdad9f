import { DAY_MS } from '../../core/clock.ts';
import { type DialSubject, subjectWords } from '../../core/dial.ts';
import type { Dial } from '../../store/dials.ts';
import type { ListedWish, Outbox } from '../../store/outbox.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import type { Snooze, Snoozes } from '../../store/snoozes.ts';
import { type Deed, dialWord } from '../deeds.ts';
import type { Desk } from './desk.ts';
import { excerptOf } from './excerpt.ts';
import { Shell, type ShellParts } from './layout.tsx';
import { plainName } from './plain_name.ts';

/** Where what the owner said is listed. */
export interface ListedWords {
  readonly snoozes: Snoozes;
  readonly outbox: Outbox;
}

/** Everything that the owner said and that holds now. */
export interface WordsNow {
  readonly dials: readonly Dial[];
  readonly snoozes: readonly Snooze[];
  readonly wishes: readonly ListedWish[];
}

const REFUSED_FOR_MS = 7 * DAY_MS;

export function wordsNow({ snoozes, outbox }: ListedWords, desk: Desk): WordsNow {
  const nowMs = desk.now();
  return {
    dials: desk.dials.list(nowMs),
    snoozes: snoozes.list(nowMs),
    wishes: outbox.list(nowMs - REFUSED_FOR_MS),
  };
}

/** A row of one of the lists: what was taken back there is told there. */
interface Spot {
  readonly list: string;
  readonly row: number;
}

/** Reads "dials-3"; undefined where it is no row. */
export function spotOf(word: unknown): Spot | undefined {
  const [, list, row] = /^(dials|snoozed|wishes)-(\d{1,6})$/.exec(String(word)) ?? [];
  return list === undefined ? undefined : { list, row: Number(row) };
}

interface Props {
  readonly desk: Desk;
  readonly now: WordsNow;
  readonly last: Deed | undefined;
  readonly spot: Spot | undefined;
  readonly shell: ShellParts;
}

/** All dials and snoozes, and what waits for the server, each with what takes it back. */
export function WordsPage({ desk, now, last, spot, shell }: Props) {
  const { dials, snoozes, wishes } = now;
  const told = { desk, last, spot };
  return (
    <Shell {...shell} title="Your words · Driftline" section="words">
      <div class="page">
        <section class="edition-head" aria-label="Head">
          <h1>Your words</h1>
          <p class="facts">
            <span>what you asked for, and what takes it back</span>
          </p>
        </section>
        <main id="main" class="words">
          {last === undefined || spot !== undefined ? null : <LastDeed {...{ desk, last }} />}
          <h2>Dials</h2>
          {dials.length > 0 ? null : (
            <p class="muted">None. The menu of a post has those of its person, tags and site.</p>
          )}
          <List
            name="dials"
            {...told}
            rows={dials.map((dial, row) => (
              <DialLine desk={desk} dial={dial} at={`dials-${row}`} />
            ))}
          />
          <h2>Snoozed</h2>
          {snoozes.length > 0 ? null : <p class="muted">Nothing is put off.</p>}
          <List
            name="snoozed"
            {...told}
            rows={snoozes.map((snooze, row) => (
              <SnoozeLine desk={desk} snooze={snooze} at={`snoozed-${row}`} />
            ))}
          />
          {wishes.length === 0 && spot?.list !== 'wishes' ? null : <h2>At your server</h2>}
          <List
            name="wishes"
            {...told}
            rows={wishes.map((wish, row) => (
              <WishLine desk={desk} wish={wish} at={`wishes-${row}`} />
            ))}
          />
        </main>
      </div>
    </Shell>
  );
}

interface ListProps extends Pick<Props, 'desk' | 'last' | 'spot'> {
  readonly name: string;
  readonly rows: readonly unknown[];
}

/** What was done last is told where it was done, so that its undoing is at hand. */
function List({ desk, name, rows, last, spot }: ListProps) {
  const row = spot?.list === name && last !== undefined ? spot.row : undefined;
  if (row === undefined || last === undefined)
    return rows.length === 0 ? null : <ul>{rows as never}</ul>;
  return (
    <ul>
      {rows.slice(0, row) as never}
      <li id="last">
        <LastDeed {...{ desk, last }} at={`${name}-${row}`} />
      </li>
      {rows.slice(row) as never}
    </ul>
  );
}

function LastDeed(props: { readonly desk: Desk; readonly last: Deed; readonly at?: string }) {
  const { words, undo, uri } = props.last;
  const status = uri === undefined ? undefined : props.desk.statuses.ofUri(uri);
  return (
    <div class="deed last" role="status">
      <span>
        {words}
        <Beginning desk={props.desk} status={status} />
      </span>
      {undo === undefined ? null : <Undo value={undo} uri={uri} words="undo" at={props.at} />}
    </div>
  );
}

function Undo(props: {
  readonly value: string;
  readonly uri?: string | undefined;
  readonly words: string;
  readonly at: string | undefined;
}) {
  return (
    <form method="post" action="/words">
      {props.at === undefined ? null : <input type="hidden" name="at" value={props.at} />}
      {props.uri === undefined ? null : <input type="hidden" name="uri" value={props.uri} />}
      <button class="link" type="submit" name="do" value={props.value}>
        {props.words}
      </button>
    </form>
  );
}

interface Row {
  readonly desk: Desk;
  readonly at: string;
}

function DialLine({ desk, dial, at }: Row & { readonly dial: Dial }) {
  const end =
    dial.until_ms === null
      ? ''
      : `${dial.word === 'not until' ? '' : ', until'} ${desk.words.short(dial.until_ms)}`;
  return (
    <li>
      <span>
        <bdi>{nameOf(desk, dial)}</bdi>: <strong>{dial.word}</strong>
        {end}
        <span class="muted"> · since {desk.words.short(dial.said_at_ms)}</span>
      </span>
      <Undo value={dialWord(dial, 'usual')} words="take it back" at={at} />
    </li>
  );
}

function nameOf(desk: Desk, subject: DialSubject): string {
  if (subject.kind !== 'account') return subjectWords(subject);
  const name = plainName(desk.statuses.nameOf(subject.subject), subject.subject);
  return name === subject.subject ? `@${name}` : `${name} @${subject.subject}`;
}

function SnoozeLine({ desk, snooze, at }: Row & { readonly snooze: Snooze }) {
  const { uri, handle, until_ms } = snooze;
  const who =
    handle === null ? 'a post' : `a post by ${plainName(desk.statuses.nameOf(handle), handle)}`;
  return (
    <li>
      <span>
        {who}, <strong>until {desk.words.day(until_ms)}</strong>
        <Beginning desk={desk} status={uri === null ? undefined : desk.statuses.ofUri(uri)} />
      </span>
      {uri === null ? null : <Undo value="unsnooze" uri={uri} words="take it back" at={at} />}
    </li>
  );
}

/** So that one knows which it was. */
function Beginning(props: { readonly desk: Desk; readonly status: ShownStatus | undefined }) {
  const { desk, status } = props;
  const first = status === undefined ? undefined : excerptOf(desk, status);
  if (!first?.words) return null;
  return (
    <q class="muted" lang={first.language} dir="auto">
      {first.words}
    </q>
  );
}

const WISH_WORDS = { favourite: 'favourite', reblog: 'boost', bookmark: 'save' } as const;

function WishLine({ desk, wish, at }: Row & { readonly wish: ListedWish }) {
  const { kind, undo, uri, ending, why, asked_at_ms, server } = wish;
  const status = desk.statuses.ofUri(uri);
  const name =
    status === undefined ? 'a post' : plainName(desk.statuses.nameOf(status.handle), status.handle);
  const what = `${undo === 1 ? 'take back: ' : ''}${WISH_WORDS[kind]} ${name}`;
  const isWaiting = ending === null;
  return (
    <li>
      <span>
        {what}
        <span class="muted">
          {' · '}
          {isWaiting ? `waiting for ${new URL(server).host}` : `not done: ${why ?? 'refused'}`} ·
          asked {desk.words.short(asked_at_ms)}
        </span>
      </span>
      {isWaiting ? (
        <Undo value={undo === 1 ? kind : `un${kind}`} uri={uri} words="let it be" at={at} />
      ) : null}
    </li>
  );
}
