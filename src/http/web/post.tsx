import { raw } from 'hono/html';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import { coverWords } from './cover_words.ts';
import type { Desk } from './desk.ts';
import { ActLines, isStored } from './post_acts.tsx';
import { Byline, homeAddress, homeOf, type Place, Tools } from './post_frame.tsx';
import { MediaPart } from './post_media.tsx';
import { Card, Named, ParentLine, Poll } from './post_parts.tsx';
import { contentClass, Quote } from './quote.tsx';
import type { Reason } from './reason.ts';
import { nameHtml, statusHtml } from './status_html.ts';
import { readAccount, readText, type ShownText } from './status_json.ts';

export interface PostProps {
  readonly desk: Desk;
  readonly status: ShownStatus;
  readonly place: Place;
  readonly reason: Reason | undefined;
  readonly named: readonly ShownStatus[];
}

export function Post({ desk, status, place, reason, named }: PostProps) {
  const account = readAccount(status.profile);
  const covers = desk.statuses.coversOf(status.status_key, desk.now());
  const hidden = covers.find(({ effect }) => effect === 'hide');
  // What a mute took out of the home is told as deleted at first; the mute is known before that is.
  if (status.body === null || (status.deleted_at_ms !== null && hidden === undefined))
    return <Gone place={place} words={`${account.name || account.acct} · ${goneWords(status)}`} />;
  if (hidden !== undefined) return <Gone place={place} words={coverWords(hidden, desk)} />;
  const text = readText(status.body);
  const warning = covers.find(({ effect }) => effect === 'warn');
  const home = homeAddress(desk, status, account) ?? text.url;
  const filter = covers.find(({ effect }) => effect === 'blur')?.subject;
  const body = <Body {...{ desk, status, place, text, filter }} />;
  return (
    <article {...articleOf(place, status)} aria-labelledby={`${place.id}-by`}>
      <ReasonLine reason={reason} isSeen={place.isSeen} />
      <Byline {...{ desk, status, place, account, home }} />
      <div class="body">
        <ParentLine desk={desk} status={status} />
        {warning === undefined ? (
          body
        ) : (
          <details class="fold">
            <summary>Filtered: {warning.subject}</summary>
            {body}
          </details>
        )}
        <Named {...{ desk, named, status }} homeOf={(other) => homeOf(desk, other)} />
        <Tools {...{ desk, status, place, home, original: text.url }} />
        <ActLines {...{ desk, status }} id={place.id} />
      </div>
    </article>
  );
}

function articleOf(place: Place, status: ShownStatus) {
  return {
    class: place.isSeen ? 'post seen' : 'post',
    id: place.id,
    tabindex: -1,
    'data-position': place.position,
    'data-stamp': place.stamp,
    'data-key': isStored(status) ? status.status_key : undefined,
  };
}

/**
 * Why there is no text. A body that is still here: the server has not been asked yet why the post
 * left the home. None, of a post that neither its author nor its age took away: its text cannot be
 * read.
 */
export function goneWords({ body, deleted_at_ms, pruned_at_ms }: ShownStatus): string {
  if (deleted_at_ms === null && body === null)
    return pruned_at_ms === null ? 'its text is damaged here' : 'older than what is kept';
  return body === null ? 'deleted by its author' : 'left your home a moment ago';
}

/** What stood here stays a place: nothing moves while the edition is open. */
export function Gone({ place, words }: { readonly place: Place; readonly words: string }) {
  return (
    <article
      class="post gone seen"
      id={place.id}
      tabindex={-1}
      data-position={place.position}
      data-stamp={place.stamp}
    >
      <p class="muted">{words}</p>
    </article>
  );
}

function ReasonLine(props: { readonly reason: Reason | undefined; readonly isSeen: boolean }) {
  const { reason } = props;
  return (
    <p class="reason">
      {reason === undefined ? null : (
        <>
          <span class="lane">{reason.lane}</span>
          {reason.because.map((words) => (
            <span class="because">{words}</span>
          ))}
          {reason.link === undefined ? null : (
            <a class="because" href={reason.link.href}>
              {reason.link.words}
            </a>
          )}
        </>
      )}
      <span class="mark">seen</span>
    </p>
  );
}

interface BodyProps {
  readonly desk: Desk;
  readonly status: ShownStatus;
  readonly place: Place;
  readonly text: ShownText;
  /** That covers media alone. */
  readonly filter: string | undefined;
}

function Body({ desk, status, place, text, filter }: BodyProps) {
  const inner = (
    <>
      <Words {...{ desk, status, place, text }} />
      <MediaPart {...{ desk, text, filter }} />
      {text.poll === undefined ? null : <Poll poll={text.poll} desk={desk} emojis={text.emojis} />}
      {text.quote === undefined ? null : (
        <Quote {...{ desk, filter }} quote={text.quote} server={status.server} />
      )}
      {text.card === undefined || text.media.length > 0 || text.quote !== undefined ? null : (
        <Card card={text.card} desk={desk} />
      )}
    </>
  );
  if (text.warning === '') return inner;
  return (
    <details class="fold warned">
      <summary>
        <bdi lang={text.language ?? ''}>{raw(nameHtml(text.warning, text.emojis, desk.media))}</bdi>
      </summary>
      {inner}
    </details>
  );
}

/** A post folds where it would fill more than about a screen of a phone. */
const LONG_CHARACTERS = 1_100;
const LONG_LINES = 16;

function Words({ desk, status, place, text }: Omit<BodyProps, 'filter'>) {
  if (text.html === '') return null;
  const links = mentionsAtHome(status, text);
  const html = statusHtml(text.html, { emojis: text.emojis, media: desk.media, links });
  const lines = html.split(/<br|<\/p>|<\/li>|\n/).length;
  const content = (
    <div class={contentClass(text.quote)} lang={text.language ?? ''} dir="auto">
      {raw(html)}
    </div>
  );
  if (status.length <= LONG_CHARACTERS && lines <= LONG_LINES) return content;
  return (
    <div class="long">
      {content}
      <input class="unfold" type="checkbox" id={`${place.id}-all`} />
      <label for={`${place.id}-all`}>show all</label>
    </div>
  );
}

function mentionsAtHome(status: ShownStatus, text: ShownText): ReadonlyMap<string, string> {
  const { server } = status;
  if (server === null) return new Map();
  return new Map([...text.mentions].map(([url, acct]) => [url, `${server}/@${acct}`]));
}
