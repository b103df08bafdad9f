import type { Context } from 'hono';

/** Where a client wants to read. What is asked for with nothing behind it is not asked for. */
export interface Cursor {
  readonly maxId?: string | undefined;
  readonly sinceId?: string | undefined;
  readonly minId?: string | undefined;
}

export function cursorIn(c: Context): Cursor {
  return {
    maxId: c.req.query('max_id') || undefined,
    sinceId: c.req.query('since_id') || undefined,
    minId: c.req.query('min_id') || undefined,
  };
}
