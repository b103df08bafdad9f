import { counted } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import { DAYS, type Schedule } from '../core/schedule.ts';
import type { Service } from './service_words.ts';
import { HOME_ENTRIES, sweepEveryMinutes, type Turnover } from './turnover.ts';

const BEGIN = '# driftline: begin (written by "driftline service"; --uninstall takes it out)';
const END = '# driftline: end';

/** A sweep longer ago leaves the evening out of the morning's edition: one goes before it. */
const FRESH_MIN = 60;

export interface CrontabNeeds {
  readonly turnover: Turnover | undefined;
  /** A time and days of the owner's zone, as this machine's cron counts them now. */
  readonly asCron: (schedule: Schedule) => Schedule;
  /** The owner's zone, where its clocks are not set with this machine's. */
  readonly apartFrom: string | undefined;
}

/** Lines for a crontab, between two that find them again. */
export function crontabLines(service: Service, needs: CrontabNeeds): string {
  const { turnover, asCron, apartFrom } = needs;
  const logged = (...words: readonly string[]) =>
    `${commandOf(service, words)} 2>&1 | logger -t driftline`;
  const sweep = logged('ingest', '--once');
  const minutes = sweepEveryMinutes(turnover);
  const before = minutes > FRESH_MIN ? `${sweep}; ` : '';
  const nights = service.nights.map(({ feed, schedule, isUsual }) => {
    const draw = logged('rank', '--after-draw', ...(isUsual ? [] : ['--feed', feed]));
    return `${nightly(asCron(schedule))} ${before}${draw}`;
  });
  return [
    BEGIN,
    ...turnoverWords(turnover, minutes).map((words) => `# ${words}`),
    `${every(minutes)} ${sweep}`,
    ...(apartFrom === undefined ? [] : apartWords(apartFrom)),
    ...nights,
    `41 3 * * 0 ${logged('prune')}`,
    END,
    '',
  ].join('\n');
}

/**
 * The crontab with these lines in the place of those that were there; '' takes them out. Throws
 * DriftlineError('invalid') where it is not clear which lines are ours.
 */
export function replaceLines(crontab: string, lines: string): string {
  const kept: string[] = [];
  let isOurs = false;
  for (const line of crontab.split('\n')) {
    if (line === BEGIN) isOurs = true;
    if (!isOurs) kept.push(line);
    if (line === END) isOurs = false;
  }
  if (isOurs)
    throw new DriftlineError(
      'invalid',
      `your crontab has the beginning of Driftline's lines and not their end, "${END}": put it back, or take the lines out, with crontab -e`,
    );
  const others = kept.join('\n');
  const whole = others === '' || others.endsWith('\n') ? others : `${others}\n`;
  // Where cron heeds a zone (cronie), it holds for all below: our hours are the machine's.
  return ZONE.test(others) ? `${lines}${whole}` : `${whole}${lines}`;
}

const ZONE = /^\s*CRON_TZ\s*=/m;

/** Ours, down to their end; undefined where there are none. */
export function ownLines(crontab: string): string | undefined {
  const lines = crontab.split('\n');
  const [begin, end] = [lines.indexOf(BEGIN), lines.indexOf(END)];
  if (begin < 0) return undefined;
  return lines.slice(begin, end < begin ? undefined : end + 1).join('\n');
}

/** Seven minutes past: everybody else's cron asks at the full hour. */
function every(minutes: number): string {
  if (minutes < 60) return `*/${minutes} * * * *`;
  return minutes === 60 ? '7 * * * *' : `7 */${minutes / 60} * * *`;
}

function nightly({ at, days }: Schedule): string {
  const [hour, minute] = at.split(':').map(Number);
  const on = days.length === DAYS.length ? '*' : days.join(',');
  return `${minute} ${hour} * * ${on}`;
}

function commandOf({ words, env }: Service, more: readonly string[]): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}`);
  return [...variables, ...words.map(quoted), ...more.map(quoted)].join(' ');
}

/** For sh; a percent sign would end the command for cron (crontab(5)). */
function quoted(word: string): string {
  if (/^[\w@./:=+-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''").replaceAll('%', '\\%')}'`;
}

/** Cron knows no zone but its own. */
function apartWords(timezone: string): readonly string[] {
  return [
    `# As the clocks of ${timezone} and of this machine stand now: when they are set,`,
    '# run "driftline service cron --install" again.',
  ];
}

function turnoverWords(turnover: Turnover | undefined, minutes: number): readonly string[] {
  const often = minutes < 60 ? `${minutes} minutes` : `${minutes / 60} h`;
  if (turnover === undefined)
    return [
      'Nothing is stored of the last four weeks, so every hour is a guess:',
      'run "driftline service" again in a week, and it is measured.',
    ];
  const { shortestMs, perDay, days } = turnover;
  const measured = `${perDay} entries a day over ${counted(days, 'day')}`;
  if (shortestMs === undefined)
    return [
      `Your home of ${HOME_ENTRIES} entries never turned over (${measured}): every ${often}.`,
    ];
  const span = (shortestMs / 3_600_000).toFixed(1);
  return [
    `At its fastest your home of ${HOME_ENTRIES} entries turned over in ${span} hours`,
    `(${measured}); every ${often} is half of that or less.`,
  ];
}
