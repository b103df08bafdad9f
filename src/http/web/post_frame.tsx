import { raw } from 'hono/html';
import { counted, grouped } from '../../core/counted.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';
import { lockWords } from './lock_words.ts';
import { OUTWARD } from './outward.ts';
import { ActLines, type ActsProps, PostActs } from './post_acts.tsx';
import { nameHtml } from './status_html.ts';
import { readAccount, readText, type ShownAccount } from './status_json.ts';

/** Where a post stands: in an edition, or in a list that has no places. */
export interface Place {
  /** Unique on its page: the target of links and of the script. */
  readonly id: string;
  readonly edition?: number;
  readonly position?: number;
  readonly of?: number; // entries of the edition
  /** Of what it says, for a page that stays open; see post_stamps.ts. */
  readonly stamp?: string;
  readonly isSeen: boolean;
}

interface BylineProps {
  readonly desk: Desk;
  readonly status: ShownStatus;
  readonly place: Place;
  readonly account: ShownAccount;
  readonly home: string | undefined;
}

export function Byline({ desk, status, place, account, home }: BylineProps) {
  const avatar = desk.media.of(account.avatar);
  const name = raw(nameHtml(account.name || account.acct, account.emojis, desk.media));
  const person = personAddress(status, account);
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
        {person === undefined ? (
          <bdi>{name}</bdi>
        ) : (
          <a href={person} {...OUTWARD}>
            <bdi>{name}</bdi>
          </a>
        )}
      </h2>
      <span class="handle">
        <bdi>@{status.handle}</bdi>
      </span>
      <span class="stamps">
        <Lock words={lockWords(status.visibility)} />
        {account.isBot ? <span class="tag">bot</span> : null}
        {account.movedTo === undefined ? null : (
          <span class="tag" title={`moved to @${account.movedTo}`}>
            moved to <bdi>@{account.movedTo}</bdi>
          </span>
        )}
        <When desk={desk} status={status} home={home} />
      </span>
    </header>
  );
}

function Lock({ words }: { readonly words: string | undefined }) {
  if (words === undefined) return null;
  return (
    <svg class="lock" viewBox="0 0 16 16" width="14" height="14" role="img" aria-label={words}>
      <title>{words}</title>
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
    <time data-ms={status.created_at_ms}>{desk.words.ago(status.created_at_ms, desk.now())}</time>
  );
  if (home === undefined)
    return (
      <span class="when" title={full} tabindex={0}>
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

/** The post where it can be answered: in the home server's own view, or the owner's client. */
export function homeAddress(
  { openIn }: Pick<Desk, 'openIn'>,
  status: Pick<ShownStatus, 'server' | 'server_id' | 'is_absent'>,
  { acct }: Pick<ShownAccount, 'acct'>,
): string | undefined {
  const { server, server_id: id } = status;
  if (server === null || !id || acct === '' || status.is_absent === 1) return undefined;
  if (openIn === undefined) return `${server}/@${acct}/${id}`;
  const { host } = new URL(server);
  return openIn.replaceAll('{server}', host).replaceAll('{id}', encodeURIComponent(id));
}

/** Who wrote it, in the home server's own view; a client's address for people is not known. */
function personAddress({ server }: ShownStatus, { acct }: ShownAccount): string | undefined {
  return server === null || acct === '' ? undefined : `${server}/@${acct}`;
}

export function homeOf(desk: Desk, status: ShownStatus): string {
  return homeAddress(desk, status, readAccount(status.profile)) ?? status.uri;
}

export function Tools(props: {
  readonly desk: Desk;
  readonly status: ShownStatus;
  readonly place: Place;
  readonly home: string | undefined;
  readonly original: string | undefined;
}) {
  const { desk, status, place, home, original } = props;
  const path = `/e/${place.edition}/${place.position}`;
  return (
    <footer class="tools">
      {place.position === undefined ? null : (
        <>
          <a class="why" href={`${path}/why`} aria-expanded="false">
            why
          </a>
          <a class="thread" href={path} aria-expanded="false">
            thread
          </a>
        </>
      )}
      {home === undefined ? null : (
        <a class="open" href={home} {...OUTWARD}>
          open
        </a>
      )}
      {original === undefined || home !== undefined ? null : (
        <a class="original" href={original} {...OUTWARD}>
          original
        </a>
      )}
      <PostActs {...{ desk, status, home }} id={place.id} />
      {place.of === undefined ? null : (
        <span class="place">
          {place.position} of {place.of}
        </span>
      )}
    </footer>
  );
}

/** The row of acts and the lines below it, as they are now. */
export function PostParts(props: Pick<ActsProps, 'desk' | 'status' | 'id'>) {
  const { desk, status } = props;
  const original = status.body === null ? undefined : readText(status.body).url;
  const home = homeAddress(desk, status, readAccount(status.profile)) ?? original;
  return (
    <>
      <PostActs {...props} home={home} />
      <ActLines {...props} />
    </>
  );
}

/** Signs for the eye, words for the ear. */
export function Counts({ status }: { readonly status: ShownStatus }) {
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
