/**
 * What a stream may tell of a ranked timeline: everything but that there is a new post, which a
 * client would put on top.
 */
const LEFT_OUT = 'update';
/** Streams whose timeline is ours: the home, and the lists that are feeds. */
const OURS: ReadonlySet<string> = new Set(['user', 'list']);

/** Whether whoever listens may hear such an event. */
export type MayHear = (event: string) => boolean;

/** A frame of the home server, as it may go on; undefined: not at all. */
export function passingFrame(text: string, mayHear: MayHear): string | undefined {
  const frame = parsed(text);
  if (typeof frame?.event === 'string' && !mayHear(frame.event)) return undefined;
  if (frame?.event !== LEFT_OUT) return text;
  const [stream = 'user'] = Array.isArray(frame.stream) ? frame.stream : ['user'];
  return stream === 'user' ? undefined : text;
}

/**
 * What a client says, as it may go on. A feed is no list of the home server, which would answer
 * with an error.
 */
export function passingWord(text: string, isFeed: (listId: string) => boolean): string | undefined {
  const word = parsed(text);
  if (word === undefined || typeof word.stream !== 'string') return undefined;
  return OURS.has(word.stream) && isFeed(String(word.list ?? '')) ? undefined : text;
}

/** Signs of life between events: Mastodon ends each with one line break, and no empty line. */
const HEARTBEATS = /^(?::[^\n]*\n)+/;

/** Longer is no event: whoever listens comes again. */
const EVENT_MAX = 16 * 2 ** 20;

export interface Ear {
  /** Of a timeline of ours updates are left out. */
  readonly isOurs: boolean;
  /** False ends what it hears. */
  readonly stands: () => boolean;
  readonly mayHear: MayHear;
}

/** Passes events of an `text/event-stream` on, each whole, and heartbeats at once. */
export function passingEvents({
  isOurs,
  stands,
  mayHear,
}: Ear): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let held = '';
  return new TransformStream({
    transform(bytes, controller) {
      if (!stands()) return controller.terminate();
      held += decoder.decode(bytes, { stream: true });
      const events = held.split('\n\n');
      held = events.pop() ?? '';
      const beats = beatsIn(held);
      const passing = events.map((event) => {
        const name = /^event:\s*(\S+)\s*$/m.exec(event)?.[1];
        const isLeftOut = name !== undefined && (!mayHear(name) || (isOurs && name === LEFT_OUT));
        return isLeftOut ? beatsIn(event) : `${event}\n\n`;
      });
      const text = passing.join('') + beats;
      if (text !== '') controller.enqueue(encoder.encode(text));
      held = held.slice(beats.length);
      if (held.length > EVENT_MAX) controller.terminate();
    },
  });
}

function beatsIn(text: string): string {
  return HEARTBEATS.exec(text)?.[0] ?? '';
}

interface Frame {
  readonly event?: unknown;
  readonly stream?: unknown;
  readonly list?: unknown;
}

function parsed(text: string): Frame | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return typeof frame === 'object' && frame !== null ? frame : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
