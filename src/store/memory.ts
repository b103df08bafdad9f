/**
 * What was looked up before, so that people, tags and links that come again and again need no
 * second look. It forgets what was not asked for longest, and everything when a transaction is
 * rolled back: a row that it remembers may not be there then, and its key would be somebody else's.
 */
export interface Memory<V> {
  readonly get: (name: string) => V | undefined;
  readonly keep: (name: string, value: V) => void;
  readonly forgetAll: () => void;
}

/**
 * Two generations of half of `most` each: what is asked for moves to the younger one, and when that
 * is full, the older is dropped whole. A Map that is deleted from with each look is twice as slow.
 */
export function openMemory<V>(most: number): Memory<V> {
  const half = most / 2;
  let young = new Map<string, V>();
  let old = new Map<string, V>();
  const keep = (name: string, value: V) => {
    if (young.size >= half) {
      old = young;
      young = new Map();
    }
    young.set(name, value);
  };
  return {
    keep,
    get(name) {
      const value = young.get(name);
      if (value !== undefined) return value;
      const older = old.get(name);
      if (older !== undefined) keep(name, older);
      return older;
    },
    forgetAll() {
      young = new Map();
      old = new Map();
    },
  };
}
