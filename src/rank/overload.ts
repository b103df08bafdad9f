/**
 * Above this load not everybody whom a feed lets in can be heard in time, whatever is done: with
 * thousands of follows, or where editions are opened twice a week. docs/signals.md.
 */
const OVERLOAD = 0.7;

export function isOverload(load: number): boolean {
  return load > OVERLOAD;
}
