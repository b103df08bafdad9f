import type { Context } from 'hono';
import { DriftlineError } from '../../core/errors.ts';

export type Words = Readonly<Record<string, unknown>>;

/** A form, a multipart form or JSON, whichever a client sent; parameters of the address besides. */
export async function wordsIn(c: Context): Promise<Words> {
  const asked = Object.fromEntries(new URL(c.req.url).searchParams);
  return { ...asked, ...(await bodyIn(c)) };
}

async function bodyIn(c: Context): Promise<Words> {
  const kind = c.req.header('content-type')?.toLowerCase() ?? '';
  try {
    if (!kind.includes('json')) return await c.req.parseBody({ all: true });
    const text = await c.req.text();
    const body: unknown = text === '' ? {} : JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
  } catch (cause) {
    throw new DriftlineError('usage', 'the body is neither a form nor JSON', { cause });
  }
}

/** One word: of a parameter that is repeated, the last. */
export function wordOf(value: unknown): string | undefined {
  const one = Array.isArray(value) ? value.at(-1) : value;
  return typeof one === 'string' ? one : typeof one === 'number' ? String(one) : undefined;
}

export function listOf(value: unknown): readonly string[] {
  return [value ?? []].flat().flatMap((one) => (typeof one === 'string' ? [one] : []));
}
