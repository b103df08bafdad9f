import { DriftlineError } from '../core/errors.ts';

/**
 * A page of forty statuses of a megabyte each, which is the most that a Mastodon takes from others,
 * and half as much again.
 */
const BODY_BYTES_MAX = 64 * 2 ** 20;

/**
 * The body of an answer, as far as it is one: what never ends, or unpacks to more than anybody has
 * to say, would fill the memory long before its time is over. Throws DriftlineError('upstream').
 */
export async function wholeBody(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) {
      const what = `the answer is larger than ${BODY_BYTES_MAX / 2 ** 20} MiB`;
      throw new DriftlineError('upstream', what);
    }
    chunks.push(chunk);
  }
  const body = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}
