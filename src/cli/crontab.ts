import { HOUR_MS } from '../core/clock.ts';
import { grouped } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import { spanWords } from '../http/web/time_words.ts';
import type { Service } from './service_words.ts';
import { HOME_ENTRIES, type Turnover } from './turnover.ts';

const BEGIN = '# driftline: begin (written by "driftline service"; --uninstall takes it out)';
const END = '# driftline: end';

/**
 * As soon as `run` draws after a sleep, and half the time in which the heaviest homes turn over.
 * Hours would do for what most homes hold; but an edition would be as late.
 */
const WHEN = '*/10 * * * *';

/** The line for a crontab, between two that find it again. */
export function crontabLines(service: Service, turnover: Turnover | undefined): string {
  const command = commandOf(service, ['ingest', '--once', '--draw']);
  return [
    BEGIN,
    ...turnoverWords(turnover).map((words) => `# ${words}`),
    '# Each run collects, and draws what your settings have made due since the last edition.',
    `${WHEN} ${command} 2>&1 | logger -t driftline`,
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
  return `${whole}${lines}`;
}

/** Ours, down to their end; undefined where there are none. */
export function ownLines(crontab: string): string | undefined {
  const lines = crontab.split('\n');
  const [begin, end] = [lines.indexOf(BEGIN), lines.indexOf(END)];
  if (begin < 0) return undefined;
  return lines.slice(begin, end < begin ? undefined : end + 1).join('\n');
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

function turnoverWords(turnover: Turnover | undefined): readonly string[] {
  if (turnover === undefined) return [];
  const { shortestMs, perDay, overMs } = turnover;
  const measured = `${grouped(perDay)} entries a day, over ${spanWords(overMs)}`;
  if (shortestMs === undefined)
    return [`Your home of ${HOME_ENTRIES} entries never turned over (${measured}).`];
  const span = (shortestMs / HOUR_MS).toFixed(1);
  return [
    `At its fastest your home of ${HOME_ENTRIES} entries turned over in ${span} hours`,
    `(${measured}): so long this machine may sleep without a hole.`,
  ];
}
