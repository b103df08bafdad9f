import type { MediaDraft } from './media_cache.ts';
import { TELLING_BYTES } from './media_kind.ts';
import type { NotKept } from './not_kept.ts';

export type Body = ReadableStream<Uint8Array>;

/** Throws where it is more than `bytesMax`, and where `signal` is aborted before it is here. */
export async function allOf(
  body: Body,
  bytesMax: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body.pipeThrough(limit(bytesMax), { signal })) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

/**
 * The first bytes of a body, fewer where it ends before or `signal` is aborted, and the body with
 * them still in it.
 */
export async function beginningOf(
  body: Body,
  signal: AbortSignal,
): Promise<{ first: Uint8Array; whole: Body }> {
  const reader = body.getReader();
  let first: Uint8Array = new Uint8Array();
  let isOver = false;
  const stop = () => {
    reader.cancel(signal.reason).catch(() => undefined); // the read that waits says what failed
  };
  signal.addEventListener('abort', stop);
  try {
    while (first.byteLength < TELLING_BYTES && !isOver) {
      const { done, value } = await reader.read();
      isOver = done;
      if (value !== undefined) first = Buffer.concat([first, value]);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  const whole = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(first),
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { first, whole };
}

/** Writes down what passes. What is broken off, fails or grows too large is dropped. */
export function keepingWhat(
  body: Body,
  draft: MediaDraft,
  { type, bytesMax, notKept }: Keeping,
): Body {
  const reader = body.getReader();
  let passed = 0;
  let isKeeping = true;
  const giveUp = async (error?: unknown) => {
    if (!isKeeping) return;
    isKeeping = false;
    await draft.drop().catch(() => undefined);
    if (error !== undefined) notKept(error);
  };
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read().catch(async (error) => {
        await giveUp();
        throw error;
      });
      if (done) {
        if (isKeeping) await draft.keep(type).catch(giveUp);
        controller.close();
        return;
      }
      passed += value.byteLength;
      if (passed > bytesMax) await giveUp();
      if (isKeeping) await draft.write(value).catch(giveUp);
      controller.enqueue(value);
    },
    async cancel(reason) {
      await giveUp();
      await reader.cancel(reason);
    },
  });
}

export interface Keeping {
  readonly type: string;
  readonly bytesMax: number;
  readonly notKept: NotKept;
}

/** A server may say nothing of the size, or lie. */
export function limit(sizeMax: number): TransformStream<Uint8Array, Uint8Array> {
  let passed = 0;
  return new TransformStream({
    transform(chunk, controller) {
      passed += chunk.byteLength;
      if (passed > sizeMax) controller.error(new RangeError(`larger than ${sizeMax} bytes`));
      else controller.enqueue(chunk);
    },
  });
}
