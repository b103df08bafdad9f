import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const MEGABYTE = 2 ** 20;

export interface MemoryUse {
  /** Megabytes, once all garbage is gone. */
  readonly heap: number;
  readonly outside: number;
  /** Of the whole process, SQLite's cache of 64 MB and unused room of the heap included. */
  readonly rss: number;
}

export function memoryInUse(): MemoryUse {
  collect();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  const megabytes = (bytes: number) => Math.round((10 * bytes) / MEGABYTE) / 10;
  return { heap: megabytes(heapUsed), outside: megabytes(external), rss: megabytes(rss) };
}
