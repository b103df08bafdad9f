/** A name inside a sentence: without its emoji codes. */
export function plainName(name: string, handle: string): string {
  return name.replace(/:\w+:/g, '').trim() || handle;
}
