/**
 * What can go wrong, in seven words. A table per face (HTTP status, exit code) answers each of them
 * and is checked for completeness by `satisfies`.
 */
export type ErrorCode =
  | 'usage' // the owner's words are off: an option, a config line
  | 'invalid' // bytes that are not what they should be: a status, a recording line
  | 'not_found'
  | 'unauthorized' // the server refused the login
  | 'upstream' // the server is away, or answers nonsense
  | 'busy' // somebody else holds what we need: a lock, a port
  | 'storage'; // the disk or the database file

/** A foreseen failure. Its message names the thing and the remedy and may be shown to the owner. */
export class DriftlineError extends Error {
  readonly code: ErrorCode;
  /** Of 'storage': the same may work later. The disk is full, say, and somebody makes room. */
  readonly mayPass: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly mayPass?: boolean } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.name = 'DriftlineError';
    this.code = code;
    this.mayPass = options.mayPass ?? false;
  }
}

const OUT_OF_FILES = /\b(?:EMFILE|ENFILE)\b/;
const MORE_FILES =
  'too many files and connections are open at once: let Driftline have more, by "ulimit -n 1024" before it starts, or LimitNOFILE=1024 in its systemd unit';

/** In our words where the system lets this program open nothing more; undefined otherwise. */
export function outOfFiles(error: unknown): DriftlineError | undefined {
  const { code, message } = error as NodeJS.ErrnoException;
  // A thread that cannot begin says so in its message alone.
  const isOut = OUT_OF_FILES.test(code === 'ERR_WORKER_INIT_FAILED' ? message : (code ?? ''));
  return isOut
    ? new DriftlineError('storage', MORE_FILES, { cause: error, mayPass: true })
    : undefined;
}
