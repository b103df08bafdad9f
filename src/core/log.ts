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

/**
 * JSON lines, with anything that carries a secret's name blanked. `write` gets one line with its
 * break.
 */
export function lineLog(now: () => number, write: (line: string) => void): Log {
  const line =
    (level: 'info' | 'warn') =>
    (event: string, fields: LogFields = {}) => {
      const safe = Object.entries(fields).map(([name, value]) => [
        name,
        SECRET.test(name) ? '…' : value,
      ]);
      const at = new Date(now()).toISOString();
      write(`${JSON.stringify({ at, level, event, ...Object.fromEntries(safe) })}\n`);
    };
  return { info: line('info'), warn: line('warn') };
}
