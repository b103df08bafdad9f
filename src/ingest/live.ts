import { type Cancel, DAY_MS, type EpochMs, SECOND_MS } from '../core/clock.ts';
import type { HomeEntry } from '../core/status.ts';
import { type Frame, parseFrame } from '../mastodon/wire.ts';
import type { Session } from './session.ts';

/** Frames of the stream, gathered and written together: a commit each writes five times as much. */
export interface Live {
  readonly frame: (text: string) => void;
  /** Writes what is gathered, now. */
  readonly flush: () => void;
}

/** Performance.md, section 1: up to a second or 40 frames, one transaction. */
const FRAMES_MAX = 40;
const GATHER_MS = SECOND_MS;

export function openLive(session: Session): Live {
  const { deps, filing, actions, known, loginKey } = session;
  let gathered: Frame[] = [];
  let cancel: Cancel | undefined;

  const gone = openGone();

  const write = (frame: Frame) => {
    const atMs = deps.time.now();
    switch (frame.kind) {
      case 'update':
        if (gone.has(frame.entry, atMs)) break;
        known.forget(frame.entry.status.id);
        filing.file(loginKey, [frame.entry], { atMs, how: 'stream' });
        actions.notice(loginKey, frame.entry.status, atMs);
        break;
      case 'edit':
        known.forget(frame.status.id);
        filing.edit(loginKey, frame.status, atMs);
        actions.notice(loginKey, frame.status, atMs);
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

  const flush = () => {
    cancel?.();
    cancel = undefined;
    if (gathered.length === 0) return;
    const frames = gathered;
    gathered = [];
    deps.database.transaction(() => {
      for (const frame of frames) write(frame);
    });
    deps.log.info('ingest.written', { frames: frames.length });
  };

  return {
    flush,
    frame(text) {
      gathered.push(parseFrame(text));
      if (gathered.length >= FRAMES_MAX) return flush();
      cancel ??= deps.time.after(GATHER_MS / deps.pace, flush);
    },
  };
}

const GONE_KEPT_MS = DAY_MS;
const GONE_MAX = 2_000;

/** Events come in no order: a `delete` that came before its `update` wins over it, for a day. */
function openGone() {
  const deletedAtMs = new Map<string, EpochMs>(); // by server id, oldest first
  return {
    add(id: string, atMs: EpochMs): void {
      deletedAtMs.set(id, atMs);
      const [oldest] = deletedAtMs.keys();
      if (deletedAtMs.size > GONE_MAX && oldest !== undefined) deletedAtMs.delete(oldest);
    },
    has({ id, status }: HomeEntry, nowMs: EpochMs): boolean {
      return [id, status.id].some((one) => nowMs - (deletedAtMs.get(one) ?? 0) < GONE_KEPT_MS);
    },
  };
}
