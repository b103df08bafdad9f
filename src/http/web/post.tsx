import { raw } from 'hono/html';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';
import { MediaPart } from './post_media.tsx';
import { Card, Named, ParentLine, Poll, Quote } from './post_parts.tsx';
import type { Reason } from './reason.ts';
import { nameHtml, statusHtml } from './status_html.ts';
import { readAccount, readText, type ShownAccount, type ShownText } from './status_json.ts';
import { counted, grouped } from './time_words.ts';

/** Where a post stands: in an edition, or in a list that has no places. */
export interface Place {
  /** Unique on its page: the target of links and of the script. */
  readonly id: string;
  readonly edition?: number;
  readonly position?: number;
  readonly of?: number; // entries of the edition
  readonly isSeen: boolean;
}

export interface PostProps {
  readonly desk: Desk;
  readonly status: ShownStatus;
  readonly place: Place;
  readonly reason: Reason | undefined;
  readonly named: readonly ShownStatus[];
}

export function Post({ desk, status, place, reason, named }: PostProps) {
  const account = readAccount(status.profile);
  if (status.deleted_at_ms !== null || status.body === null)
    return <Gone place={place} words={`${account.name || account.acct} · deleted by its author`} />;
  const filters = desk.statuses.filtersOn(status.status_key);
  const hidden = filters.find(({ effect }) => effect === 'hide');
  if (hidden !== undefined)
    return <Gone place={place} words={`hidden by your filter “${hidden.title}”`} />;
  const text = readText(status.body);
  const warning = filters.find(({ effect }) => effect === 'warn');
  const home = homeAddress(status, account) ?? text.url;
  const isBlurred = filters.some(({ effect }) => effect === 'blur');
  const body = <Body {...{ desk, status, place, text, isBlurred }} />;
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
            <summary>Filtered: {warning.title}</summary>
            {body}
          </details>
        )}
        <Named named={named} status={status} homeOf={homeOf} />
        <Tools {...{ status, place, home, original: text.url }} />
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
    'data-key': status.status_key,
  };
}

/** What stood here stays a place: nothing moves while the edition is open. */
export function Gone({ place, words }: { readonly place: Place; readonly words: string }) {
  return (
    <article class="post gone seen" id={place.id} tabindex={-1} data-position={place.position}>
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
        </>
      )}
      <span class="mark">seen</span>
    </p>
  );
}

interface BylineProps {
  readonly desk: Desk;
  readonly status: ShownStatus;
  readonly place: Place;
  readonly account: ShownAccount;
  readonly home: string | undefined;
}

function Byline({ desk, status, place, account, home }: BylineProps) {
  const avatar = desk.media.of(account.avatar);
  const name = raw(nameHtml(account.name || account.acct, account.emojis, desk.media));
  return (
    <header class="by">
      {avatar === undefined ? (
        <span class="avatar" />
      ) : (
        <img
          class="avatar"
          src={avatar}
          alt=""
          width="44"
          height="44"
          loading="lazy"
          decoding="async"
        />
      )}
      <h2 class="name" id={`${place.id}-by`}>
        <bdi>{name}</bdi>
      </h2>
      <span class="handle">
        <bdi>@{status.handle}</bdi>
      </span>
      <span class="stamps">
        {status.visibility === 'private' ? <Lock /> : null}
        {account.isBot ? <span class="tag">bot</span> : null}
        <When desk={desk} status={status} home={home} />
      </span>
    </header>
  );
}

function Lock() {
  return (
    <svg
      class="lock"
      viewBox="0 0 16 16"
      width="14"
      height="14"
      role="img"
      aria-label="followers only"
    >
      <title>followers only</title>
      <path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z" fill="currentColor" />
    </svg>
  );
}

function When(props: {
  readonly desk: Desk;
  readonly status: ShownStatus;
  readonly home: string | undefined;
}) {
  const { desk, status, home } = props;
  const edited = status.edited_at_ms === null ? '' : ' · edited';
  const full = desk.words.full(status.created_at_ms);
  const time = (
    <time data-ms={status.created_at_ms} title={full}>
      {desk.words.ago(status.created_at_ms, desk.now())}
    </time>
  );
  if (home === undefined)
    return (
      <span class="when">
        {time}
        {edited}
      </span>
    );
  return (
    <a class="when" href={home} title={full} {...OUTWARD}>
      {time}
      {edited}
    </a>
  );
}

export const OUTWARD = { target: '_blank', rel: 'noopener nofollow noreferrer' } as const;

interface BodyProps {
  readonly desk: Desk;
  readonly status: ShownStatus;
  readonly place: Place;
  readonly text: ShownText;
  readonly isBlurred: boolean;
}

function Body({ desk, status, place, text, isBlurred }: BodyProps) {
  const isCovered = isBlurred || (text.isSensitive && text.warning === '');
  const inner = (
    <>
      <Words {...{ desk, status, place, text }} />
      <MediaPart desk={desk} media={text.media} isCovered={isCovered} />
      {text.poll === undefined ? null : <Poll poll={text.poll} desk={desk} emojis={text.emojis} />}
      {text.quote === undefined ? null : <Quote quote={text.quote} desk={desk} />}
      {text.card === undefined || text.media.length > 0 || text.quote !== undefined ? null : (
        <Card card={text.card} desk={desk} />
      )}
    </>
  );
  if (text.warning === '') return inner;
  return (
    <details class="fold">
      <summary>
        <bdi lang={text.language}>{raw(nameHtml(text.warning, text.emojis, desk.media))}</bdi>
      </summary>
      {inner}
    </details>
  );
}

/** A post folds where it would fill more than about a screen of a phone. */
const LONG_CHARACTERS = 1_100;
const LONG_LINES = 16;

function Words({ desk, status, place, text }: Omit<BodyProps, 'isBlurred'>) {
  if (text.html === '') return null;
  const links = mentionsAtHome(status, text);
  const html = statusHtml(text.html, { emojis: text.emojis, media: desk.media, links });
  const lines = html.split(/<br|<\/p>|<\/li>|\n/).length;
  const content = (
    <div class="content" lang={text.language} dir="auto">
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

/** The post in the home server's own view, where it can be answered. */
export function homeAddress(status: ShownStatus, account: ShownAccount): string | undefined {
  if (status.server === null || status.server_id === null || account.acct === '') return undefined;
  return `${status.server}/@${account.acct}/${status.server_id}`;
}

function homeOf(status: ShownStatus): string {
  return homeAddress(status, readAccount(status.profile)) ?? status.uri;
}

function Tools(props: {
  readonly status: ShownStatus;
  readonly place: Place;
  readonly home: string | undefined;
  readonly original: string | undefined;
}) {
  const { status, place, home, original } = props;
  const path = `/e/${place.edition}/${place.position}`;
  return (
    <footer class="tools">
      {place.position === undefined ? null : (
        <>
          <a class="why" href={`${path}/why`} aria-expanded="false">
            why
          </a>
          <a class="thread" href={path}>
            thread
          </a>
        </>
      )}
      {home === undefined ? null : (
        <a class="open" href={home} {...OUTWARD}>
          open
        </a>
      )}
      {original === undefined || original === home ? null : (
        <a class="original" href={original} {...OUTWARD}>
          original
        </a>
      )}
      <Counts status={status} />
      {place.of === undefined ? null : (
        <span class="place">
          {place.position} of {place.of}
        </span>
      )}
    </footer>
  );
}

/** Signs for the eye, words for the ear. */
function Counts({ status }: { readonly status: ShownStatus }) {
  const { replies, boosts, favourites } = status;
  const shown = [
    { sign: '↩', count: replies, words: counted(replies, 'reply', 'replies') },
    { sign: '⇄', count: boosts, words: counted(boosts, 'boost') },
    { sign: '☆', count: favourites, words: counted(favourites, 'favourite') },
  ].filter(({ count }) => count > 0);
  if (shown.length === 0) return null;
  return (
    <span class="counts">
      {shown.map(({ sign, count, words }) => (
        <span title={words}>
          <span aria-hidden="true">
            {sign} {grouped(count)}
          </span>
          <span class="hidden">{words}</span>
        </span>
      ))}
    </span>
  );
}
