import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';

/** The name of the file that is meant, where there is one: a link to it is another name for it. */
export function realName(file: string): string {
  return existsSync(file) ? realpathSync(file) : file;
}

/** Whether `file`, or its folder, is a link to one elsewhere. */
export function isLinked(file: string): boolean {
  return [file, dirname(file)].some((one) => existsSync(one) && lstatSync(one).isSymbolicLink());
}
