import { join, resolve } from 'node:path';
import { SECOND_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Trouble } from '../http/server.ts';
import { isIngestedInto } from '../store/lock.ts';
import { ownLines, replaceLines } from './crontab.ts';
import { PLIST_NAME } from './launchd_plist.ts';
import type { Service } from './service_words.ts';
import { type Session, said } from './session.ts';
import type { Executed, Surroundings } from './surroundings.ts';
import { UNIT_NAME } from './systemd_unit.ts';

export type Kind = 'systemd' | 'launchd' | 'cron';

export interface Installation {
  readonly text: string;
  readonly service: Service;
}

const LIMIT_MS = 30 * SECOND_MS;

const DRAWS = ' --draw ';
const OUTDATED: Trouble = {
  what: 'A former version wrote the crontab’s lines: a night that was slept through has no edition',
  remedy: 'Run "driftline service cron --install" once, which writes them anew.',
};

/** Puts a service in place and takes it out. Each gives the lines that tell of it. */
export function openInstalling(session: Session, surroundings: Surroundings) {
  const desks = { systemd: systemd(session, surroundings), cron: cron(surroundings) };
  const deskOf = (kind: Kind) => {
    if (kind !== 'launchd') return desks[kind];
    throw new DriftlineError(
      'usage',
      `a launchd agent is yours to put in place: save it in ~/Library/LaunchAgents/${PLIST_NAME}, then launchctl load -w it; launchctl unload -w takes it out`,
    );
  };
  /** Of two for one database each would draw its own edition, night after night. */
  const mustStandAlone = async (kind: Kind) => {
    for (const [other, desk] of Object.entries(desks)) {
      if (other === kind || !isAbout(await desk.text(), session, surroundings)) continue;
      throw new DriftlineError(
        'busy',
        `${other} keeps this database going already, and both would draw each night: driftline service ${other} --uninstall, then again`,
      );
    }
  };
  /** A machine has one unit and one block of lines: those of another database are not put away. */
  const mustBeOurs = async (kind: Kind) => {
    const text = await deskOf(kind).text();
    if (text === undefined || isAbout(text, session, surroundings)) return;
    throw new DriftlineError(
      'busy',
      `${kind} keeps another database going, and has room for one: driftline service ${kind} --uninstall, without --db, takes that out`,
    );
  };
  return {
    async install(kind: Kind, installation: Installation): Promise<readonly string[]> {
      const desk = deskOf(kind);
      await mustBeOurs(kind);
      await mustStandAlone(kind);
      return desk.install(installation);
    },
    async uninstall(kind: Kind): Promise<readonly string[]> {
      const desk = deskOf(kind);
      if (session.isDatabaseNamed) await mustBeOurs(kind);
      return desk.uninstall();
    },
    /** Which keeps this database going, where one of them does. */
    async kind(): Promise<'systemd' | 'cron' | undefined> {
      for (const kind of ['systemd', 'cron'] as const)
        if (isAbout(await desks[kind].text(), session, surroundings)) return kind;
      return undefined;
    },
    /** What is wrong with lines of a crontab that a former version wrote; undefined: nothing. */
    async outdated(): Promise<Trouble | undefined> {
      const text = await desks.cron.text();
      return isAbout(text, session, surroundings) && !text?.includes(DRAWS) ? OUTDATED : undefined;
    },
    /** Those that keep this database going, and what ends each: it says so in a line. */
    async standing(): Promise<readonly (() => Promise<string>)[]> {
      mustHaveNoAgent(session, surroundings);
      const found: (() => Promise<string>)[] = [];
      for (const desk of Object.values(desks)) {
        if (!isAbout(await desk.text(), session, surroundings)) continue;
        found.push(async () => (await desk.uninstall())[0] as string);
      }
      return found;
    },
  };
}

/** Whether a unit, agent or crontab that was written for some database was for this one. */
function isAbout(
  text: string | undefined,
  { databaseFile, isDatabaseUsual }: Session,
  { machine }: Surroundings,
): boolean {
  if (text === undefined) return false;
  const names = /--db\b|DRIFTLINE_DB/.test(text);
  return names ? hasWord(text, resolve(machine.folder, databaseFile)) : isDatabaseUsual;
}

const QUOTING = /[\\'"%$=]|&(?:amp|lt|gt);|[&<>\s]/g;

/** Each kind of text quotes in its own way: without any of that the word is found in all. */
function hasWord(text: string, word: string): boolean {
  const bare = (one: string) => ` ${one.replace(QUOTING, ' ').replace(/ +/g, ' ')} `;
  return bare(text).includes(bare(word));
}

function mustHaveNoAgent(session: Session, surroundings: Surroundings): void {
  const { env, files, machine } = surroundings;
  const file = join(said(env.HOME) ?? '', 'Library', 'LaunchAgents', PLIST_NAME);
  if (machine.platform !== 'darwin' || !isAbout(files.readText(file), session, surroundings))
    return;
  throw new DriftlineError(
    'busy',
    `launchd keeps Driftline running: launchctl unload -w ${file}, delete that file, then again`,
  );
}

function systemd({ databaseFile }: Session, { env, files, execute }: Surroundings) {
  const folder = said(env.XDG_CONFIG_HOME) ?? join(said(env.HOME) ?? '', '.config');
  const file = join(folder, 'systemd', 'user', UNIT_NAME);
  const ask = (...args: readonly string[]) =>
    execute({ command: 'systemctl', args: ['--user', ...args], limitMs: LIMIT_MS });
  const must = async (...args: readonly string[]) => {
    const answer = await ask(...args);
    if (answer === undefined)
      throw new DriftlineError(
        'not_found',
        'there is no systemctl on this machine: take "driftline service cron"',
      );
    if (answer.code === 0) return answer;
    throw new DriftlineError(
      'upstream',
      `systemctl --user ${args.join(' ')} failed: ${whyOf(answer)}`,
    );
  };
  /** Refuses before anything is written. */
  const mustReach = async () => {
    try {
      await must('show-environment');
    } catch (error) {
      if (!(error instanceof DriftlineError) || error.code === 'not_found') throw error;
      throw new DriftlineError(
        'upstream',
        `${error.message}: log in as yourself, not by su or sudo, or take "driftline service cron"`,
      );
    }
  };
  return {
    text: async () => files.readText(file),
    async install({ text }: Installation): Promise<readonly string[]> {
      await mustReach();
      const isOurs = (await ask('is-active', UNIT_NAME))?.code === 0;
      if (!isOurs && isIngestedInto(databaseFile))
        throw new DriftlineError(
          'busy',
          `another Driftline ingests into ${databaseFile}: stop it first, then install again`,
        );
      files.writePrivate(file, text);
      await must('daemon-reload');
      await must('enable', UNIT_NAME);
      // Also where the unit is as it was: the program may have been updated since it was started.
      await must('restart', UNIT_NAME);
      return [
        `${file} is in place, and ${isOurs ? 'was started anew' : 'runs'}.`,
        `Its log: journalctl --user -u ${UNIT_NAME} -f`,
        'To have it run while you are not logged in: loginctl enable-linger',
      ];
    },
    async uninstall(): Promise<readonly string[]> {
      if (!files.exists(file)) return [`There is no ${file}: nothing to take out.`];
      await mustReach();
      await must('disable', '--now', UNIT_NAME);
      files.remove(file);
      await must('daemon-reload');
      return [`Stopped, and ${file} is gone.`, 'Your data stay where they are.'];
    },
  };
}

function cron({ execute }: Surroundings) {
  const ask = async (args: readonly string[], input?: string): Promise<Executed> => {
    const answer = await execute({
      command: 'crontab',
      args,
      limitMs: LIMIT_MS,
      ...(input === undefined ? {} : { input }),
    });
    if (answer !== undefined) return answer;
    throw new DriftlineError(
      'not_found',
      'there is no crontab on this machine: take "driftline service systemd", or leave "driftline run" running',
    );
  };
  /** Its text is '' where there is none: then crontab complains, each in its own words. */
  const list = async () => {
    const answer = await ask(['-l']);
    if (answer.code === 0) return answer;
    if (/no crontab/i.test(answer.stderr)) return { stdout: '', isWhole: true };
    throw refused('-l', answer);
  };
  /** To be written back: lines of others must stay what they are. */
  const read = async () => {
    const { stdout, isWhole } = await list();
    if (isWhole) return stdout;
    throw new DriftlineError(
      'invalid',
      'your crontab is not UTF-8, or longer than a megabyte, and its other lines would not stay as they are: put Driftline’s in, or take them out, with crontab -e; "driftline service cron" prints them',
    );
  };
  const write = async (before: string, lines: string) => {
    const after = replaceLines(before, lines);
    if (after === before) return;
    const answer = await ask(['-'], after);
    if (answer.code !== 0) throw refused('-', answer);
  };
  return {
    text: async () => ownLines((await list().catch(() => undefined))?.stdout ?? ''),
    async install({ text }: Installation): Promise<readonly string[]> {
      await write(await read(), text);
      return ['Your crontab has them; its other lines are as they were. Their log: syslog.', text];
    },
    async uninstall(): Promise<readonly string[]> {
      const before = await read();
      if (ownLines(before) === undefined)
        return ['Your crontab has none of them: nothing to take out.'];
      await write(before, '');
      return ['They are out of your crontab; its other lines are as they were.'];
    },
  };
}

function refused(how: string, answer: Executed): DriftlineError {
  return new DriftlineError('upstream', `crontab ${how} failed: ${whyOf(answer)}`);
}

function whyOf({ stderr, stdout, isLate }: Executed): string {
  if (isLate) return 'it did not end';
  return (stderr.trim() || stdout.trim()).split('\n').at(-1) ?? '';
}
