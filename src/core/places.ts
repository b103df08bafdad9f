/**
 * Where Driftline lies: sql/ and package.json are in it. Two folders up from here, in src/core/ and
 * build/core/ as in dist/program/, where everything else lies in few files.
 */
export const ROOT = new URL('../../', import.meta.url);
