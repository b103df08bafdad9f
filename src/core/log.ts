/**
 * One event a line, on stderr: a stable dotted name, then flat fields with their units in their
 * names.
 */
export interface Log {
  /** It happened. */
  readonly info: (event: string, fields?: LogFields) => void;
  /** Someone should look. */
  readonly warn: (event: string, fields?: LogFields) => void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export const silentLog: Log = { info: () => {}, warn: () => {} };

const SECRET =
  /^(authorization|access_token|refresh_token|client_secret|token|code|code_verifier)$/i;

/** JSON lines. `write` gets one line with its break. */
export function lineLog(now: () => number, write: (line: string) => void): Log {
  return logOf((level, event, fields) => {
    const at = new Date(now()).toISOString();
    write(`${JSON.stringify({ at, level, event, ...Object.fromEntries(fields) })}\n`);
  });
}

/**
 * "21:08:36  rank drawn: edition 1, entries 200", for whoever sits before it, by their clock; and
 * where a day has begun since the line before, which.
 */
export function terminalLog(now: () => number, write: (line: string) => void): Log {
  let lastDay: string | undefined;
  return logOf((level, event, fields) => {
    const moment = new Date(now());
    const day = moment.toDateString();
    if (lastDay !== undefined && day !== lastDay) write(`${day}\n`);
    lastDay = day;
    const at = moment.toTimeString().slice(0, 8);
    const words = fields
      .map(([name, value]) => fieldWords(name, byTheClock(value, now())))
      .filter((one) => one !== '');
    const mark = level === 'warn' ? '! ' : '  ';
    const said = words.length === 0 ? '' : `: ${words.join(', ')}`;
    write(`${at}${mark}${event.replace(/[._]/g, ' ')}${said}\n`);
  });
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** A moment as the clock on the owner's wall says it; with its day where that is another. */
function byTheClock(value: LogFields[string], nowMs: number): LogFields[string] {
  if (typeof value !== 'string' || !MOMENT.test(value)) return value;
  const moment = new Date(value);
  const clock = moment.toTimeString().slice(0, 8);
  if (moment.toDateString() === new Date(nowMs).toDateString()) return clock;
  return `${moment.toDateString().slice(4)} ${clock}`; // Nov 26 2026
}

/** Sentences need no name before them. */
const SENTENCES = new Set(['why', 'reason', 'words']);

function fieldWords(name: string, value: LogFields[string]): string {
  if (value === undefined || value === null) return '';
  // Others choose names and paths: none of them steers the terminal or begins a line of its own.
  const words = String(value).replace(/\p{Cc}/gu, ' ');
  return SENTENCES.has(name) ? words : `${name.replaceAll('_', ' ')} ${words}`;
}

type Field = readonly [name: string, value: LogFields[string]];

/** Anything that carries a secret's name is blanked. */
function logOf(
  write: (level: 'info' | 'warn', event: string, fields: readonly Field[]) => void,
): Log {
  const line =
    (level: 'info' | 'warn') =>
    (event: string, fields: LogFields = {}) => {
      const safe = Object.entries(fields).map(
        ([name, value]): Field => [name, SECRET.test(name) ? '…' : value],
      );
      write(level, event, safe);
    };
  return { info: line('info'), warn: line('warn') };
}
