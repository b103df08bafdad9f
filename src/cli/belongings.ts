import { basename, dirname, join } from 'node:path';
import { counted } from '../core/counted.ts';
import { isLinked, realName } from '../store/real_name.ts';
import { appsFileOf } from './kept_apps.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/** What Driftline keeps of its owner on this machine. */
export interface Belongings {
  /** A line each: the folder, and what is in it. */
  readonly words: readonly string[];
  readonly remove: () => void;
}

/**
 * What lies beside a database of ours: its log, locks, what launchd wrote, copies before a
 * migration, whole or cut short, and what `restore` put aside or did not finish.
 */
const BESIDE = [
  /^(?:-wal|-shm|(?:\.outbox)?\.lock(?:-journal)?|\.schema-\d+|\.log)?$/,
  /^\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(?:\.\d+)?(?:-wal|-shm)?$/,
  /^\.copy-\w{6}$/,
  /^\.restored(?:\.part)?(?:-wal|-shm|-journal)?$/,
];
/** Nobody misses them. */
const PASSING = /(?:-wal|-shm|\.lock|-journal)$/;
const NAMES_SHOWN = 6;

/**
 * The folders that are Driftline's own, whole; of a place that the owner named no more than what
 * Driftline put there, since other things may lie beside it.
 */
export function belongingsOf(session: Session, { files }: Surroundings): Belongings {
  const { databaseFile, isDatabaseNamed, configNamedBy, credentialsFile, slidersFile } = session;
  const of = (file: string) => (name: string) =>
    name.startsWith(basename(file)) &&
    BESIDE.some((ends) => ends.test(name.slice(basename(file).length)));
  const database = realName(databaseFile);
  const inConfig = [credentialsFile, slidersFile, appsFileOf(session)].map((file) =>
    basename(file),
  );
  const places = [
    placeOf(dirname(databaseFile), isDatabaseNamed ? of(databaseFile) : undefined),
    ...(isLinked(databaseFile) ? [placeOf(dirname(database), of(database))] : []),
    placeOf(
      dirname(credentialsFile),
      configNamedBy === undefined
        ? undefined
        : (name) => inConfig.includes(name.replace(/\.new$/, '')), // a draft that was cut short
    ),
    // Which pictures were fetched tells what was read.
    placeOf(session.mediaFolder),
    placeOf(join(dirname(session.mediaFolder), 'compiled')), // src/kept_code.ts
  ].filter(({ names }) => names.length > 0);
  return {
    words: places.map(({ folder, names }) => `${folder} (${namesWords(names)})`),
    remove() {
      for (const { folder, names, isWhole } of places) {
        if (isWhole) files.removeFolder(folder);
        else for (const name of names) files.removeFolder(join(folder, name));
      }
    },
  };

  function placeOf(folder: string, isOurs?: (name: string) => boolean) {
    const names = files.namesIn(folder).filter(isOurs ?? (() => true));
    return { folder, names, isWhole: isOurs === undefined };
  }
}

function namesWords(names: readonly string[]): string {
  const lasting = names.filter((name) => !PASSING.test(name));
  const shown = lasting.slice(0, NAMES_SHOWN).join(', ');
  const more = lasting.length - NAMES_SHOWN;
  return more > 0 ? `${shown} and ${counted(more, 'other')}` : shown;
}
