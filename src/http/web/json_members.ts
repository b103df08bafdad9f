import { isUrl } from '../../core/url_check.ts';

/** Members of bodies that other servers wrote: each as what it should be, or as none. */
export type Json = Readonly<Record<string, unknown>>;

export function object(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : undefined;
}

export function list(value: unknown): readonly Json[] {
  if (!Array.isArray(value)) return [];
  return value.map(object).filter((member): member is Json => member !== undefined);
}

export function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function count(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

export function length(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 1 && value < 100_000 ? Math.round(value) : undefined;
}

/** An http(s) address; anything else, `javascript:` included, is none. */
export function address(value: unknown): string | undefined {
  if (typeof value !== 'string' || !isUrl(value)) return undefined;
  const { protocol } = new URL(value);
  return protocol === 'https:' || protocol === 'http:' ? value : undefined;
}
