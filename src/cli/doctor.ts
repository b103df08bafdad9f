import { dirname } from 'node:path';
import type { Command } from 'commander';
import { capital } from '../core/capital.ts';
import { type Config, daysBetweenDraws } from '../core/config.ts';
import { DriftlineError } from '../core/errors.ts';
import { isIngestedInto } from '../store/lock.ts';
import { findAccess } from './access.ts';
import { bytesWords } from './byte_words.ts';
import { type Check, checkDatabase } from './doctor_checks.ts';
import { checkLogin } from './doctor_login.ts';
import {
  checkMedia,
  checkRunning,
  checkStream,
  checkVersions,
  servedNow,
} from './doctor_machine.ts';
import { checkServer } from './doctor_server.ts';
import { openInstalling } from './service_install.ts';
import { openSession, type Session } from './session.ts';
import { settingsTrouble } from './settings_there.ts';
import type { Surroundings } from './surroundings.ts';
import { inkFor, widthOf, wrap, wrapAfter } from './terminal_text.ts';
import { leftTrialWords } from './try.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option('--offline', 'ask the server nothing')
    .addHelpText('after', '\nThe exit code is 1 where something is not well.')
    .action(async (options: { readonly offline?: boolean }) => {
      const session = openSession(command, surroundings);
      const trial = await checkTrial(command, surroundings);
      const checks = [
        ...(await examine(session, surroundings, options.offline === true)),
        ...(await checkService(session, surroundings)),
        ...trial,
      ];
      const isOk = checks.every(({ ok }) => ok);
      if (session.asJson) session.answer({ ok: isOk, checks });
      else sayChecks(checks, session, surroundings);
      surroundings.failQuietly(!isOk);
    });
}

/** One that was killed left a copy of the home, and a token that may be good. */
async function checkTrial(command: Command, surroundings: Surroundings): Promise<readonly Check[]> {
  const left = await leftTrialWords(command, surroundings);
  if (left === undefined) return [];
  return [{ name: 'trial', ok: false, detail: left.what, remedy: left.remedy }];
}

/** No check where there is none, or nothing to say of it. */
async function checkService(
  session: Session,
  surroundings: Surroundings,
): Promise<readonly Check[]> {
  const trouble = await openInstalling(session, surroundings).outdated();
  if (trouble === undefined) return [];
  return [{ name: 'service', ok: false, detail: trouble.what, remedy: trouble.remedy }];
}

async function examine(
  session: Session,
  surroundings: Surroundings,
  isOffline: boolean,
): Promise<readonly Check[]> {
  const settings = await checkSettings(session, surroundings);
  // Where the settings cannot be read, the login that depends on them cannot be judged.
  const login = settings.ok ? await checkAccess(session, surroundings, isOffline) : [];
  const disk = checkDisk(session, surroundings);
  if (!surroundings.files.exists(session.databaseFile)) {
    const detail = `there is none at ${session.databaseFile}`;
    const remedy = 'Run "driftline run", or "driftline demo" to look around.';
    return [settings, ...login, { name: 'database', ok: false, detail, remedy }, disk];
  }
  const config = settings.ok ? await session.config() : undefined;
  const media = config === undefined ? [] : [await checkMedia(config, session)];
  const inside = await lookInside(session, surroundings, config);
  return [settings, ...login, ...inside, ...media, disk];
}

/** Who could not be asked about the login is asked nothing more. */
async function checkAccess(
  session: Session,
  surroundings: Surroundings,
  isOffline: boolean,
): Promise<readonly Check[]> {
  const login = await checkLogin(session, surroundings, isOffline);
  return [login, ...(await checkServer(session, surroundings, login.ok && !isOffline))];
}

const MEND = 'Mend that line; "driftline feeds check" names every mistake there is.';

async function checkSettings(session: Session, surroundings: Surroundings): Promise<Check> {
  const name = 'settings';
  const { configFile } = session;
  const trouble = settingsTrouble(session, surroundings);
  if (trouble) {
    const remedy = `${capital(trouble.remedy)}.`;
    return { name, ok: false, detail: trouble.what, remedy };
  }
  try {
    await session.config();
    const isThere = surroundings.files.exists(configFile);
    const detail = isThere ? configFile : `there is no ${configFile}: the defaults hold`;
    return { name, ok: true, detail, remedy: null };
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    return { name, ok: false, detail: error.message, remedy: MEND };
  }
}

async function lookInside(
  session: Session,
  surroundings: Surroundings,
  config: Config | undefined,
): Promise<readonly Check[]> {
  const keepDays = config?.keep.days;
  // Settings that cannot be read may name one.
  const hasAfterDraw = config === undefined || config.afterDraw !== undefined;
  try {
    const database = await session.openDatabase('read');
    try {
      const server = await serverNow(session, surroundings);
      const isByCron = (await openInstalling(session, surroundings).kind()) === 'cron';
      const isIngesting = isByCron || isIngestedInto(database.file);
      const nowMs = surroundings.time.now();
      const checks = session.lookThrough(() =>
        checkDatabase(database, {
          ...{ nowMs, server, keepDays, hasAfterDraw, isIngesting },
          daysBetweenDraws: config && daysBetweenDraws(config),
        }),
      );
      const [first, ...rest] = checks;
      if (first === undefined || !first.ok) return checks; // a damaged file is asked no more
      const found = surroundings.files.isWritable(database.file)
        ? first
        : unwritable(database.file);
      const served = await servedNow(database, session, surroundings);
      return [
        found,
        checkStream(database, { served, isByCron }, surroundings),
        ...rest,
        ...checkRunning(served),
        checkVersions(database, served, surroundings),
      ];
    } finally {
      database.close();
    }
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    // What is busy, or cannot be had, is so for every file.
    const elsewhere = error.code === 'busy' ? '' : ', or name another file with --db';
    const remedy = `Do what it says${elsewhere}.`;
    return [{ name: 'database', ok: false, detail: error.message, remedy }];
  }
}

/** Whoever only asks is answered there; nothing comes in, and nothing is drawn. */
function unwritable(file: string): Check {
  const remedy = 'Check its permissions, those of its folder, and whether its disk is read-only.';
  return { name: 'database', ok: false, detail: `${file} cannot be written`, remedy };
}

/** Undefined where nobody is logged in, or that cannot be told. */
async function serverNow(
  session: Session,
  surroundings: Surroundings,
): Promise<string | undefined> {
  try {
    return (await findAccess(session, surroundings))?.server;
  } catch (error) {
    if (error instanceof DriftlineError) return undefined; // said by another check
    throw error;
  }
}

const FREE_BYTES_MIN = 500e6;

function checkDisk({ databaseFile }: Session, { files }: Surroundings): Check {
  const folder = nearestFolder(dirname(databaseFile), files.exists);
  const free = files.freeBytes(folder);
  // A backup, and SQLite's own working space, want as much again as there is.
  const wanted = Math.max(FREE_BYTES_MIN, files.sizeOf(databaseFile));
  return {
    name: 'disk',
    ok: free >= wanted,
    detail: `${bytesWords(free)} free, the database has ${bytesWords(files.sizeOf(databaseFile))}`,
    remedy: free >= wanted ? null : `Make room where ${folder} is: ${bytesWords(wanted)} or more.`,
  };
}

function nearestFolder(folder: string, exists: (path: string) => boolean): string {
  return exists(folder) || dirname(folder) === folder
    ? folder
    : nearestFolder(dirname(folder), exists);
}

const INDENT = '      ';

function sayChecks(checks: readonly Check[], session: Session, { stdout, env }: Surroundings) {
  const ink = inkFor(stdout, env);
  const columns = widthOf(stdout);
  for (const { name, ok, detail, remedy } of checks) {
    const mark = ok ? 'well' : 'not well';
    const said = wrapAfter(`${mark}  ${name}:`, detail, columns, INDENT);
    session.say(`${ok ? ink.accent(mark) : ink.bold(mark)}  ${ink.bold(name)}:${said}`);
    if (remedy !== null) session.say(wrap(remedy, columns, INDENT));
  }
  session.say('', checks.every(({ ok }) => ok) ? 'All is well.' : 'Something wants looking after.');
}
