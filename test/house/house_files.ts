import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file of the house, as the rules see it. */
export interface HouseFile {
  /** From the root, with forward slashes: `src/core/clock.ts`. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Every file under `folder` whose name ends in one of `endings`. */
export function filesUnder(folder: string, ...endings: readonly string[]): readonly HouseFile[] {
  return readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .sort()
    .map((path) => readHouseFile(path));
}

export function readHouseFile(path: string): HouseFile {
  const text = readFileSync(`${ROOT}/${path}`, 'utf8');
  return { path, text, lines: text.replace(/\n$/, '').split('\n') };
}

/** The program: what is compiled to build/, and gathered into dist/. */
export const SOURCES = filesUnder('src', '.ts', '.tsx');

/** Without comments: a rule about code does not judge what is said about it. */
export function codeOf({ text }: HouseFile): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

/** The folder under src/ that a file belongs to; `main` for the roots. */
export function layerOf(path: string): string {
  const parts = path.split('/');
  return parts.length === 2 ? 'main' : (parts[1] as string);
}

/** What a file imports, statically or not, types too. */
export function importsOf(file: HouseFile): readonly string[] {
  const code = codeOf(file);
  const found = [
    ...code.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s+['"]([^'"]+)['"]/g),
    ...code.matchAll(/(?:^|\n)\s*import\s+['"]([^'"]+)['"]/g),
    ...code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g),
  ];
  return found.map((match) => match[1] as string);
}
