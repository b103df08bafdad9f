type Json = Readonly<Record<string, unknown>>;

/** Neither a text nor nothing. */
export function isOdd(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'string';
}

/** What is no text where text belongs says nothing: that is no reason to refuse the rest. */
export function mended(json: Json, names: readonly string[]): Json {
  return Object.fromEntries(names.filter((name) => isOdd(json[name])).map((name) => [name, '']));
}

export function isListOfObjects(list: unknown): boolean {
  return Array.isArray(list) && list.every(isObject);
}

/**
 * The objects of a list; none where it is no list. PHP writes one of which it left something out as
 * an object, by number.
 */
export function objectsOf(list: unknown): readonly unknown[] {
  return isObject(list) ? Object.values(list as object).filter(isObject) : [];
}

/** Null, or what stands for it in languages where an empty list is as good. */
export function isNothing(value: unknown): boolean {
  if (isObject(value)) return Object.keys(value as object).length === 0;
  return value === null || value === undefined || value === '' || value === false;
}

function isObject(member: unknown): boolean {
  return typeof member === 'object' && member !== null;
}

/** No part of a name on any server: a terminal would obey it, and a reader be misled. */
const UNNAMEABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]/gu;

/** A name without what cannot be seen in it; '' where it is no text. */
export function plainName(said: unknown): string {
  return typeof said === 'string' ? said.replace(UNNAMEABLE, '') : '';
}
