import { counted } from '../../core/counted.ts';
import type { ActsOn } from '../../store/acts.ts';
import { WISH_KINDS, type WishKind } from '../../store/outbox.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import { isBoostable } from '../deeds.ts';
import type { Desk } from './desk.ts';
import { OUTWARD } from './outward.ts';
import { actsStamp } from './post_stamps.ts';
import { Sign } from './signs.tsx';

export interface ActsProps {
  readonly desk: Desk;
  readonly status: ShownStatus;
  /** The post's id on its page. */
  readonly id: string;
  /** The post at the owner's server. */
  readonly home: string | undefined;
}

const NAMES = { reblog: 'boost', favourite: 'favourite', bookmark: 'save' } as const;
const KEYS = { reblog: 'b', favourite: 'f', bookmark: 's' } as const;
const ORDER = ['reblog', 'favourite', 'bookmark'] as const satisfies readonly WishKind[];

/**
 * Whether a post is stored. One that only the server told, in a thread, is nothing to act on here:
 * its signs lead to the server.
 */
export function isStored({ status_key: key }: ShownStatus): boolean {
  return key > 0;
}

/** What can be done with a post: one row of signs, with the counts beside them. */
export function PostActs({ desk, status, id, home }: ActsProps) {
  const acts = desk.acts.on(status.uri, desk.now());
  const may: ReadonlySet<WishKind> = isStored(status) ? desk.acting.may() : new Set();
  const isWaiting = WISH_KINDS.some((kind) => acts.of(kind).isWaiting);
  const key = status.status_key;
  return (
    <form
      class="acts"
      method="post"
      action={isStored(status) ? `/posts/${key}/act` : undefined}
      id={`${id}-acts`}
      data-waiting={isWaiting ? key : undefined}
      data-acts={actsStamp(acts) || undefined}
      data-taste={acts.of('more').isOn ? 'more' : acts.of('less').isOn ? 'less' : undefined}
    >
      <input type="hidden" name="at" value={id} />
      <Reply status={status} home={home} />
      {ORDER.map((kind) =>
        kind === 'reblog' && !isBoostable(status, undefined) ? null : may.has(kind) &&
          status.server_id !== null &&
          status.is_absent === 0 ? (
          <ActButton {...{ kind, status, acts }} />
        ) : (
          <ActLink {...{ kind, status, acts, home }} />
        ),
      )}
      {isStored(status) ? <MenuLink {...{ status, id }} /> : null}
    </form>
  );
}

function MenuLink({ status, id }: Pick<ActsProps, 'status' | 'id'>) {
  return (
    <a
      class="act menu"
      href={`/posts/${status.status_key}/menu?at=${id}`}
      title="more, less, snooze, dials"
      aria-expanded="false"
    >
      <Sign name="menu" />
      <span class="hidden">more, less, snooze, dials</span>
    </a>
  );
}

interface ActProps {
  readonly kind: WishKind;
  readonly status: ShownStatus;
  readonly acts: ActsOn;
}

function ActButton({ kind, status, acts }: ActProps) {
  const { isOn, isWaiting } = acts.of(kind);
  return (
    <button
      class={isWaiting ? `act ${kind} waits` : `act ${kind}`}
      type="submit"
      name="do"
      value={isOn ? `un${kind}` : kind}
      aria-pressed={isOn ? 'true' : 'false'}
      title={`${NAMES[kind]} (${KEYS[kind]})`}
    >
      <ActSign {...{ kind, status, acts }} />
    </button>
  );
}

/** A login that may only read: it is done at the server itself. */
function ActLink({ kind, status, acts, home }: ActProps & Pick<ActsProps, 'home'>) {
  const isOn = acts.of(kind).isOn;
  const inner = <ActSign {...{ kind, status, acts }} />;
  const name = isOn ? `act on ${kind}` : `act ${kind}`;
  if (home === undefined) return <span class={name}>{inner}</span>;
  const there = ` at ${new URL(home).host}`;
  return (
    <a class={name} href={home} title={`${NAMES[kind]}${there}`} {...OUTWARD}>
      {inner}
      <span class="hidden">{there}</span>
    </a>
  );
}

function ActSign({ kind, status, acts }: ActProps) {
  const counts = { bookmark: 0, reblog: status.boosts, favourite: status.favourites };
  const count = kind === 'bookmark' ? 0 : Math.max(0, counts[kind] + acts.of(kind).adds);
  return (
    <>
      <Sign name={kind} />
      <span class="hidden">{NAMES[kind]}</span>
      {count === 0 ? null : <Count count={count} words={counted(count, NAMES[kind])} />}
    </>
  );
}

function Reply({ status, home }: Pick<ActsProps, 'status' | 'home'>) {
  const { replies } = status;
  const inner = (
    <>
      <Sign name="reply" />
      <span class="hidden">reply</span>
      {replies === 0 ? null : (
        <Count count={replies} words={counted(replies, 'reply', 'replies')} />
      )}
    </>
  );
  if (home === undefined) return <span class="act reply">{inner}</span>;
  const there = ` at ${new URL(home).host}`;
  return (
    <a class="act reply" href={home} title={`reply${there}`} {...OUTWARD}>
      {inner}
      <span class="hidden">{there}</span>
    </a>
  );
}

/** Figures for the eye, words for the ear. */
function Count({ count, words }: { readonly count: number; readonly words: string }) {
  return (
    <>
      <span class="figure" aria-hidden="true">
        {shortFigure(count)}
      </span>
      <span class="hidden">, {words}</span>
    </>
  );
}

/** "31", "1.2k", "18k". */
function shortFigure(count: number): string {
  if (count < 1_000) return String(count);
  const thousands = count / 1_000;
  return thousands < 10 ? `${Math.floor(thousands * 10) / 10}k` : `${Math.floor(thousands)}k`;
}

/** What waits, what was refused, and the last act with what takes it back. */
export function ActLines({ desk, status, id }: Omit<ActsProps, 'home'>) {
  const acts = desk.acts.on(status.uri, desk.now());
  const last = desk.deeds.last();
  const deed = last?.uri === status.uri ? last : undefined;
  const waits = WISH_KINDS.some((kind) => acts.of(kind).isWaiting);
  const refused = WISH_KINDS.flatMap((kind) => {
    const { refusal } = acts.of(kind);
    return refusal === undefined ? [] : [{ kind, refusal }];
  });
  const host = status.server === null ? 'your server' : new URL(status.server).host;
  const isAbsent = status.is_absent === 1;
  if (deed === undefined && !waits && refused.length === 0 && !isAbsent) return null;
  const isRefused = refused.some(({ kind }) => deed?.undo?.endsWith(kind) === true);
  return (
    <div class="act-lines">
      {isAbsent ? (
        <p class="deed absent">
          {host} keeps this post no longer: it can be read, and answered at its author’s own server.
        </p>
      ) : null}
      {refused.map(({ kind, refusal }) => (
        <p class="deed refused">
          No {NAMES[kind]}: {refusal}.
        </p>
      ))}
      {(deed === undefined || isRefused) && !waits ? null : (
        <p class={deed === undefined ? 'deed' : 'deed last'}>
          {deed === undefined || isRefused ? null : <span>{deed.words}</span>}
          {waits ? <span class="waiting">waiting for {host}</span> : null}
          {deed?.undo === undefined ? null : (
            <button class="link" type="submit" form={`${id}-acts`} name="do" value={deed.undo}>
              undo
            </button>
          )}
        </p>
      )}
    </div>
  );
}
