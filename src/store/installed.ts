import { readFileSync } from 'node:fs';
import { knownVersion } from './migrate.ts';

const MANIFEST = new URL('../../package.json', import.meta.url);

/** A program as it lies there: its version, and the schema that it knows. */
export interface Installed {
  readonly version: string;
  readonly schema: number;
}

/** May be another than the one that goes on. undefined: half of one, while npm puts it there. */
export function installed(): Installed | undefined {
  try {
    const { version } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { readonly version: string };
    return { version, schema: knownVersion() };
  } catch (error) {
    const isHalf = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isHalf || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
