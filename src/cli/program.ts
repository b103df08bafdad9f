import { Command, CommanderError } from 'commander';
import { capital } from '../core/capital.ts';
import { DriftlineError, type ErrorCode, outOfFiles } from '../core/errors.ts';
import { commandIn } from './command_in.ts';
import { COMMANDS } from './commands.ts';
import { proxyWords } from './proxy_words.ts';
import type { Surroundings } from './surroundings.ts';

const EXIT_CODES = {
  usage: 2,
  invalid: 1,
  not_found: 1,
  unauthorized: 1,
  upstream: 1,
  busy: 1,
  storage: 1,
} as const satisfies Record<ErrorCode, number>;

const USAGE = 2;
const STOPPED = 1;

/** Runs what `args` (without node and the script) ask for. Gives the exit code; never throws. */
export async function runProgram(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const program = describeProgram(surroundings);
  const asked = commandIn(args);
  try {
    for (const { name, summary, load } of COMMANDS) {
      const command = program.command(name).description(sentence(summary)).summary(summary);
      if (name === asked) (await load()).define(command, surroundings);
    }
    await mustKnow(asked, args, program);
    if (asked === undefined && isQuestion(args, surroundings))
      (await import('./overview.ts')).define(program, surroundings);
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (!(error instanceof CommanderError)) return codeOf(error, asked, surroundings);
    if (error.exitCode === 0) return 0;
    const command = program.commands.find((one) => one.name() === asked) ?? program;
    const { usageSentence } = await import('./usage.ts');
    const sentence = usageSentence(error, command);
    if (sentence !== undefined) surroundings.stderr.write(`driftline: ${sentence}\n`);
    return USAGE;
  }
}

const VERSION_WORDS = new Set(['--version', '-V']);

/**
 * `driftline` alone, from a person or for a program: how do things stand? A script that left the
 * command out has made a mistake, and hears of it.
 */
function isQuestion(args: readonly string[], { stdout }: Surroundings): boolean {
  if (args.some((word) => HELP_WORDS.has(word) || VERSION_WORDS.has(word))) return false;
  return stdout.isTerminal || args.includes('--json');
}

const HELP_WORDS = new Set(['help', '--help', '-h']);

/** commander answers `help dance` with all that there is, as if nothing had been asked. */
async function mustKnow(
  asked: string | undefined,
  args: readonly string[],
  program: Command,
): Promise<void> {
  if (asked === undefined || !args.some((word) => HELP_WORDS.has(word))) return;
  if (asked === 'help') program.help();
  if (COMMANDS.some(({ name }) => name === asked)) return;
  const { unknownCommand } = await import('./usage.ts');
  throw new DriftlineError('usage', unknownCommand(asked, program));
}

function describeProgram({ stdout, stderr, version }: Surroundings): Command {
  return new Command('driftline')
    .description('Your own algorithm for Mastodon.')
    .option('--db <file>', 'the database (default: driftline.db in your data folder)')
    .option('--config <file>', 'the settings (default: config.toml in your settings folder)')
    .option('--json', 'print the answer as JSON, for programs')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: stdout.write,
      writeErr: stderr.write,
      getOutHelpWidth: () => stdout.columns,
      getErrHelpWidth: () => stderr.columns,
      outputError: () => {}, // said by usageSentence
    })
    .showSuggestionAfterError(false)
    .exitOverride()
    .addHelpText('after', AFTER_HELP);
}

const AFTER_HELP = `
New here? "driftline demo" shows everything without an account.

Environment: DRIFTLINE_DB, DRIFTLINE_CONFIG, DRIFTLINE_SERVER, DRIFTLINE_TOKEN,
DRIFTLINE_TOKEN_FILE, DRIFTLINE_PACE. Options win over the environment, and the
environment over the settings.
Exit codes: 0 done, 1 failed, 2 wrong usage.`;

function sentence(summary: string): string {
  const end = summary.endsWith('?') ? '' : '.';
  return `${capital(summary)}${end}`;
}

/** Whose answer a script goes on with: half of it, or none, must not pass for done. */
const CUT_SHORT: ReadonlyMap<string | undefined, string> = new Map([
  ['backup', 'there is no new copy'],
  ['restore', 'nothing was put in the place of the database'],
  ['import', 'the same command goes on where it ended'],
  ['export', 'what it printed is cut short'],
]);

/** A bad disk makes of what is stored what nobody has written. */
const UNFORESEEN =
  '"driftline doctor" says whether the database is damaged; where it is not, please report this:';

/** A foreseen failure is one line; anything else is our mistake, and shows where it happened. */
function codeOf(
  thrown: unknown,
  asked: string | undefined,
  { env, stderr, stopped }: Surroundings,
): number {
  if (stopped.aborted && (thrown === stopped.reason || isAbort(thrown))) {
    const left = CUT_SHORT.get(asked);
    if (left === undefined) return 0;
    stderr.write(`driftline: stopped before it was done: ${left}\n`);
    return STOPPED;
  }
  const error = outOfFiles(thrown) ?? thrown;
  if (error instanceof DriftlineError) {
    stderr.write(`driftline: ${error.message}\n`);
    const proxy = proxyWords(error.message, env);
    if (proxy !== undefined) stderr.write(`${proxy}\n`);
    return EXIT_CODES[error.code];
  }
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(`driftline: this should not happen. ${UNFORESEEN} ${told}\n`);
  return 1;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
