import { type Cancel, SECOND_MS } from '../core/clock.ts';
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
  const { deps, filing, actions, state, loginKey } = session;
  let gathered: Frame[] = [];
  let cancel: Cancel | undefined;

  const write = (frame: Frame) => {
    const atMs = deps.time.now();
    switch (frame.kind) {
      case 'update':
        filing.file(loginKey, [frame.entry], { atMs, how: 'stream' });
        actions.notice(loginKey, frame.entry.status, atMs);
        break;
      case 'edit':
        filing.edit(loginKey, frame.status, atMs);
        break;
      case 'delete':
        filing.forget(loginKey, frame.id, atMs);
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
      state.set(loginKey, 'last_heard', 'frame', deps.time.now());
    });
    deps.log.info('ingest.written', { frames: frames.length });
  };

  return {
    flush,
    frame(text) {
      gathered.push(parseFrame(text));
      if (gathered.length >= FRAMES_MAX) return flush();
      cancel ??= deps.time.after(GATHER_MS, flush);
    },
  };
}
