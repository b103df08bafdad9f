import { raw } from 'hono/html';
import { epochMsOf } from '../../core/clock.ts';
import { counted } from '../../core/counted.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';
import { type Excerpt, excerptOf } from './excerpt.ts';
import { wordlessWords } from './media_words.ts';
import { namedWords } from './named_posts.ts';
import { OUTWARD } from './outward.ts';
import { Placeholder } from './post_media.tsx';
import { nameHtml } from './status_html.ts';
import {
  type Emojis,
  readAccount,
  readText,
  type ShownCard,
  type ShownPoll,
} from './status_json.ts';

/** What a reply answers, in one muted line. */
export function ParentLine({
  desk,
  status,
}: {
  readonly desk: Desk;
  readonly status: ShownStatus;
}) {
  if (status.reply_to_id === null) return null;
  const parent = desk.statuses.parentOf(status);
  const first = parent === undefined ? undefined : excerptOf(desk, parent);
  if (parent === undefined || first === undefined)
    return <p class="parent">{answerWords(status)}</p>;
  const isOwn = parent.handle === status.handle;
  return (
    <p class="parent">
      {isOwn ? (
        'continues: '
      ) : (
        <>
          in reply to <bdi>{nameOf(parent)}</bdi>:{' '}
        </>
      )}
      <Mentioned excerpt={first} status={parent} />
    </p>
  );
}

/** The parent is not stored: a post that nobody we follow wrote or boosted. */
function answerWords({ reply, body }: ShownStatus): string {
  if (reply === 2) return 'continues a thread';
  const person = body === null ? undefined : readText(body).answers;
  return person === undefined ? 'in reply to a post' : `in reply to @${person}`;
}

function nameOf(status: ShownStatus): string {
  const account = readAccount(status.profile);
  return account.name.replace(/:\w+:/g, '').trim() || account.acct;
}

export function Poll(props: {
  readonly poll: ShownPoll;
  readonly desk: Desk;
  readonly emojis: Emojis;
  /** A vote is secret. */
  readonly isGivenAway?: boolean;
}) {
  const { poll, desk, emojis, isGivenAway = false } = props;
  const most = Math.max(0, ...poll.options.map(({ votes }) => votes ?? 0));
  const share = (votes: number) => (poll.voters > 0 ? Math.round((100 * votes) / poll.voters) : 0);
  return (
    <div class="poll">
      <ul>
        {poll.options.map(({ title, votes, isOwn }) => (
          <li class={votes !== undefined && votes === most && most > 0 ? 'leads' : undefined}>
            <span>
              <bdi lang={poll.language}>{raw(nameHtml(title, emojis, desk.media))}</bdi>
              {isOwn && !isGivenAway ? <span class="own-vote"> ✓ your vote</span> : null}
            </span>
            {votes === undefined ? null : (
              <>
                <span class="share">{share(votes)} %</span>
                <progress
                  max="100"
                  value={share(votes)}
                  aria-label={`${title}: ${share(votes)} %`}
                />
              </>
            )}
          </li>
        ))}
      </ul>
      <p class="muted">{pollWords(poll, desk)}</p>
    </div>
  );
}

function pollWords(poll: ShownPoll, desk: Desk): string {
  const { voters, voterName } = poll;
  const people = counted(voters, voterName, voterName === 'vote' ? 'votes' : 'people');
  const endsAtMs = epochMsOf(poll.endsAt);
  const isOver = poll.isOver || (endsAtMs !== undefined && endsAtMs <= desk.now());
  if (isOver) return `${people} · closed`;
  return endsAtMs === undefined ? people : `${people} · until ${desk.words.short(endsAtMs)}`;
}

export function Card({ card, desk }: { readonly card: ShownCard; readonly desk: Desk }) {
  const picture = desk.media.of(card.picture);
  return (
    <a class={picture === undefined ? 'card' : 'card pictured'} href={card.url} {...OUTWARD}>
      {picture === undefined ? null : (
        <span class="thumb">
          <Placeholder blurhash={card.blurhash} />
          <img src={picture} alt="" width="120" height="90" loading="lazy" decoding="async" />
        </span>
      )}
      <span class="card-words">
        <span class="card-site">{card.site}</span>
        <span class="card-title" dir="auto">
          {card.title}
        </span>
        {card.description === '' ? null : (
          <span class="card-text" dir="auto">
            {card.description}
          </span>
        )}
      </span>
    </a>
  );
}

/** More names than this are counted. */
const NAMED_MAX = 20;

/** The other posts that this one stands for: the same story, or the rest of a thread. */
export function Named(props: {
  readonly desk: Desk;
  readonly named: readonly ShownStatus[];
  readonly status: ShownStatus;
  readonly homeOf: (status: ShownStatus) => string;
}) {
  const { desk, named, status, homeOf } = props;
  if (named.length === 0) return null;
  return (
    <details class="named">
      <summary>{namedWords(named, status)}</summary>
      <ul>
        {named.slice(0, NAMED_MAX).map((other) => (
          <li>
            <a href={homeOf(other)} {...OUTWARD}>
              <bdi>{nameOf(other)}</bdi>
            </a>
            <Mentioned excerpt={excerptOf(desk, other)} status={other} />
          </li>
        ))}
        {named.length <= NAMED_MAX ? null : <li>and {named.length - NAMED_MAX} more</li>}
      </ul>
    </details>
  );
}

interface MentionedProps {
  readonly excerpt: Excerpt | undefined;
  readonly status: ShownStatus;
}

/** What it says; of a post without words, what it shows. */
function Mentioned({ excerpt, status: { body } }: MentionedProps) {
  if (excerpt === undefined) return null;
  const { words, language } = excerpt;
  if (words === '') return <span class="muted">{wordlessWords(readText(body ?? '{}'))}</span>;
  return (
    <q lang={language} dir="auto">
      {words}
    </q>
  );
}
