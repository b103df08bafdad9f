import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { EditionHead, EntryOnPage } from '../../store/reading.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';
import { withNamedBoosters } from './named_boosters.ts';
import { namedPosts } from './named_posts.ts';
import { OUTWARD } from './outward.ts';
import { plainName } from './plain_name.ts';
import { goneWords } from './post.tsx';
import { Counts } from './post_frame.tsx';
import { MediaPart } from './post_media.tsx';
import { Card, Named, ParentLine, Poll } from './post_parts.tsx';
import { contentClass, Quote } from './quote.tsx';
import { type Reason, reasonOf } from './reason.ts';
import { statusHtml } from './status_html.ts';
import { readAccount, readText, type ShownText } from './status_json.ts';

/** What anybody may read. Whatever else a server calls a visibility stays on this machine. */
const PUBLIC = new Set(['public', 'unlisted']);

export function mayLeave({ visibility }: ShownStatus): boolean {
  return PUBLIC.has(visibility);
}

interface WrittenPostProps {
  readonly desk: Desk;
  readonly head: EditionHead;
  readonly entry: EntryOnPage;
  readonly status: ShownStatus | undefined;
}

export function WrittenPost({ desk, head, entry, status }: WrittenPostProps) {
  if (status === undefined) return <Absent entry={entry} words="no longer stored" />;
  const account = readAccount(status.profile);
  const name = plainName(account.name, status.handle);
  if (status.body === null)
    return <Absent entry={entry} words={`${name} · ${goneWords(status)}`} />;
  const covers = desk.statuses.coversOf(status.status_key, desk.now());
  // The file may be given away: whom the owner muted is not said in it.
  if (covers.some(({ effect }) => effect === 'hide'))
    return <Absent entry={entry} words="hidden by a filter or a mute of yours" />;
  if (status.deleted_at_ms !== null)
    return <Absent entry={entry} words={`${name} · had left the home when this was written`} />;
  const reason = reasonOf({
    entry: withNamedBoosters(desk.statuses, entry, desk.now()),
    author: status.handle,
    createdAtMs: status.created_at_ms,
    drawnAtMs: head.drawn_at_ms,
    nameOf: (handle) => plainName(desk.statuses.nameOf(handle), handle),
  });
  const text = readText(status.body);
  const warning = covers.find(({ effect }) => effect === 'warn');
  const filter = covers.find(({ effect }) => effect === 'blur')?.subject;
  const body = <Body {...{ desk, text, filter }} />;
  return (
    <article class="post">
      <ReasonLine position={entry.position} reason={reason} />
      <header class="by">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <bdi class="handle">@{status.handle}</bdi>
        {account.isBot ? <span class="tag">bot</span> : null}
        <time title={desk.words.full(status.created_at_ms)}>
          {desk.words.short(status.created_at_ms)}
        </time>
      </header>
      <ParentLine desk={desk} status={status} />
      {warning === undefined ? body : <Fold title={`Filtered: ${warning.subject}`}>{body}</Fold>}
      <NamedOnes desk={desk} entry={entry} status={status} />
      <Foot status={status} original={text.url ?? account.url} />
    </article>
  );
}

function Absent({ entry, words }: { readonly entry: EntryOnPage; readonly words: string }) {
  return (
    <article class="post gone">
      <p>
        <span class="place">{entry.position}</span> {words}
      </p>
    </article>
  );
}

function ReasonLine({ position, reason }: { readonly position: number; readonly reason: Reason }) {
  return (
    <p class="reason">
      <span class="place">{position}</span>
      <span class="lane">{reason.lane}</span>
      {reason.because.map((words) => (
        <span>{words}</span>
      ))}
    </p>
  );
}

interface FoldProps {
  readonly title: string;
  /** Its author's own warning: on paper the text stands open below it. */
  readonly isWarning?: boolean;
  readonly children?: Child;
}

function Fold({ title, isWarning = false, children }: FoldProps) {
  return (
    <details class={isWarning ? 'fold warned' : 'fold'}>
      <summary dir="auto">{title}</summary>
      {children}
    </details>
  );
}

interface BodyProps {
  readonly desk: Desk;
  readonly text: ShownText;
  /** That covers media alone. */
  readonly filter: string | undefined;
}

function Body({ desk, text, filter }: BodyProps) {
  const { emojis, quote, card } = text;
  const isQuotePublic = quote?.text === undefined || PUBLIC.has(quote.text.visibility || 'public');
  const shown = isQuotePublic ? quote : quote && { ...quote, state: 'not public' };
  const inner = (
    <>
      {text.html === '' ? null : (
        <div class={contentClass(shown)} lang={text.language ?? ''} dir="auto">
          {raw(statusHtml(text.html, { emojis, media: desk.media }))}
        </div>
      )}
      <MediaPart {...{ desk, text, filter }} />
      {text.poll === undefined ? null : <Poll poll={text.poll} {...{ desk, emojis }} isGivenAway />}
      {shown === undefined ? null : <Quote quote={shown} {...{ desk, filter }} server={null} />}
      {card === undefined || text.media.length > 0 || quote !== undefined ? null : (
        <Card card={card} desk={desk} />
      )}
    </>
  );
  if (text.warning === '') return inner;
  return (
    <Fold title={text.warning} isWarning>
      {inner}
    </Fold>
  );
}

function NamedOnes({ desk, entry, status }: Omit<Required<WrittenPostProps>, 'head'>) {
  if (status === undefined) return null;
  const named = namedPosts(desk, entry).filter(mayLeave);
  return <Named {...{ desk, named, status }} homeOf={originalOf} />;
}

function originalOf({ body, uri }: ShownStatus): string {
  return (body === null ? undefined : readText(body).url) ?? uri;
}

function Foot(props: { readonly status: ShownStatus; readonly original: string | undefined }) {
  const { status, original } = props;
  return (
    <footer class="foot">
      {original === undefined ? null : (
        <a class="original" href={original} {...OUTWARD}>
          <span>original on {new URL(original).host}</span>
        </a>
      )}
      <Counts status={status} />
    </footer>
  );
}
