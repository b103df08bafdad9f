import { damagedPlainTexts } from '../store/damaged_texts.ts';
import type { Database } from '../store/database.ts';
import { damagedWords } from './copy_words.ts';
import type { Check } from './doctor_checks.ts';

const REMEDY =
  'Check the disk. What is new is asked for again by itself; an older backup has the rest.';

/**
 * One that a bad disk changed is shown as damaged, and all the rest goes on. Of the packed ones
 * `backup` tells: to look at them takes half a minute for a million.
 */
export function checkTexts(database: Database): readonly Check[] {
  const damaged = damagedPlainTexts(database);
  if (damaged === 0) return [];
  const detail = `${database.file} has ${damagedWords(damaged)}`;
  return [{ name: 'texts', ok: false, detail, remedy: REMEDY }];
}
