import type { Context } from 'hono';

const USUAL_PAGE = 20;
const PAGE_MAX = 40;

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

/** 20 where nothing sensible is asked for, and never more than 40. */
export function limitOf(asked: string | undefined): number {
  const limit = Math.abs(Number.parseInt(asked ?? '', 10));
  return Number.isNaN(limit) || limit === 0 ? USUAL_PAGE : Math.min(limit, PAGE_MAX);
}
