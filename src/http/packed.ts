import type { MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { callerOf, type Reach } from './caller.ts';

/** Packs answers for the network. To this machine itself it would only take time, on both sides. */
export function packed(reach: Reach): MiddlewareHandler {
  const pack = compress();
  return (c, next) => (callerOf(c, reach).isLocal ? next() : pack(c, next));
}
