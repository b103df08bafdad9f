import { type Cancel, type EpochMs, SECOND_MS } from '../core/clock.ts';
import type { HomeEntry, WireStatus } from '../core/status.ts';
import { type Frame, parseFrame } from '../mastodon/wire.ts';
import { openEarlyEdits } from './early_edits.ts';
import type { Session } from './session.ts';
import { TRY_AGAIN_MS } from './standstill.ts';
import { writeEach } from './write_each.ts';

/** Frames of the stream, gathered and written together: a commit each writes five times as much. */
export interface Live {
  readonly frame: (text: string) => void;
  /** Writes what is gathered, now; where that cannot be, it is kept and tried again. */
  readonly flush: () => void;
  /** Some of what came is not written yet, and should be. */
  readonly isBehind: () => boolean;
}

export interface LiveNeeds {
  /** What `work` throws, where nobody waits for it, is not lost. */
  readonly heed: (work: () => void) => void;
  /** More had to be kept than there is room for: what came since then is missing. */
  readonly onOverflow: (sinceMs: EpochMs) => void;
}

/** Performance.md, section 1: up to a second or 40 frames, one transaction. */
const FRAMES_MAX = 40;
const GATHER_MS = SECOND_MS;
/** Of one transaction when much has gathered. */
const BATCH_MAX = 200;
/** While nothing can be written: some 8,000 posts, four hours of the heaviest home. */
const HELD_CHARACTERS_MAX = 32 * 2 ** 20;

interface Held {
  readonly text: string;
  readonly atMs: EpochMs;
}

export function openLive(session: Session, { heed, onOverflow }: LiveNeeds): Live {
  const { deps, standstill, clock, connection } = session;
  const file = openFrames(session);
  let held: Held[] = [];
  let characters = 0;
  let cancel: Cancel | undefined;
  /** What came as the clock leapt is dated by the next answer, which says what time it is. */
  const waits = () =>
    !clock.isSure() && characters <= HELD_CHARACTERS_MAX && !connection.signal.aborted;

  const arrange = (delayMs: number) => {
    cancel ??= deps.time.after(delayMs / deps.pace, () => heed(flush));
  };
  const writeHeld = () => {
    while (held.length > 0) {
      const batch = held.slice(0, BATCH_MAX);
      file(batch.map(notLaterThan(deps.time.now())));
      deps.log.info('ingest.written', { frames: batch.length });
      held = held.slice(batch.length);
    }
    characters = 0;
  };
  const flush = () => {
    cancel?.();
    cancel = undefined;
    if (held.length === 0) return;
    if (waits()) return arrange(GATHER_MS);
    try {
      writeHeld();
      standstill.over();
    } catch (error) {
      if (!standstill.notice(error)) throw error;
      arrange(TRY_AGAIN_MS);
    }
  };

  return {
    flush,
    isBehind: () => held.length > 0 && (standstill.lasts() || waits()),
    frame(text) {
      held.push({ text, atMs: deps.time.now() });
      characters += text.length;
      if (standstill.lasts()) {
        arrange(TRY_AGAIN_MS);
        const [oldest] = held;
        if (characters <= HELD_CHARACTERS_MAX || oldest === undefined) return;
        deps.log.warn('ingest.dropped', { frames: held.length });
        held = [];
        characters = 0;
        onOverflow(oldest.atMs);
        return;
      }
      if (held.length >= FRAMES_MAX) return flush();
      arrange(GATHER_MS);
    },
  };
}

const notLaterThan = (nowMs: EpochMs) => (one: Held) =>
  one.atMs <= nowMs ? one : { ...one, atMs: nowMs };

/** Files frames in the order in which they came. */
function openFrames({ deps, filing, actions, known, gone, loginKey }: Session) {
  const early = openEarlyEdits();
  const edit = (status: WireStatus, atMs: EpochMs) => {
    known.forget(status.id);
    if (!filing.edit(loginKey, status, atMs)) early.keep(status, atMs);
    actions.notice(loginKey, status, atMs);
  };
  const update = (entry: HomeEntry, atMs: EpochMs) => {
    known.forget(entry.status.id);
    filing.file(loginKey, [entry], { atMs, how: 'stream' });
    actions.notice(loginKey, entry.status, atMs);
    const edited = early.take(entry.status.id, atMs);
    if (edited !== undefined) edit(edited, atMs);
  };
  const write = (frame: Frame, atMs: EpochMs) => {
    switch (frame.kind) {
      case 'update':
        if (!gone.has(frame.entry, atMs)) update(frame.entry, atMs);
        break;
      case 'edit':
        edit(frame.status, atMs);
        break;
      case 'delete':
        known.forget(frame.id);
        if (!filing.withdraw(loginKey, frame.id, atMs)) gone.add(frame.id, atMs);
        break;
      case 'refused':
        filing.refuse(frame.reason, frame.sample, atMs);
        break;
      case 'other':
        break;
    }
  };

  return (batch: readonly Held[]): void => {
    writeEach(deps.database, batch, {
      write: (frames) => {
        for (const { text, atMs } of frames) write(parseFrame(text), atMs);
        return frames.length;
      },
      refuse: ({ text, atMs }, reason) => filing.refuse(reason, text, atMs),
    });
  };
}
