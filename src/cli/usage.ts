import type { Command, CommanderError } from 'commander';

/**
 * Wrong usage in one line that names the word that is off and where to read on; commander's own
 * sentences name neither the command nor the remedy. undefined: the help itself is the answer.
 */
export function usageSentence(
  { code, message }: CommanderError,
  command: Command,
): string | undefined {
  const name = command.parent === null ? 'driftline' : command.name();
  const help = `"${nameOf(command)} --help"`;
  switch (code) {
    case 'commander.unknownOption': {
      const option = quotedIn(message);
      const near = nearest(option, flagsOf(command));
      const remedy = near === undefined ? `${help} lists what it knows` : `did you mean ${near}?`;
      return `${name} knows no option ${option}: ${remedy}`;
    }
    case 'commander.unknownCommand':
      return unknownCommand(quotedIn(message), command);
    case 'commander.excessArguments': {
      const [surplus] = command.args.slice(command.registeredArguments.length);
      return `${name} has no use for "${surplus}": ${help} says what it takes`;
    }
    case 'commander.missingArgument':
      return `${name} needs a ${quotedIn(message)}: ${help} says which`;
    case 'commander.optionMissingArgument': {
      const [flag = '', value = ''] = quotedIn(message).split(' ');
      return `${flag} needs a value, as in ${flag} ${value}: ${help} says which`;
    }
    default:
      return undefined;
  }
}

export function unknownCommand(word: string, program: Command): string {
  const names = program.commands.map((command) => command.name());
  const near = nearest(word, names);
  const remedy = near === undefined ? '"driftline --help" lists them' : `did you mean ${near}?`;
  return `there is no command "${word}": ${remedy}`;
}

function nameOf(command: Command): string {
  return command.parent === null ? 'driftline' : `driftline ${command.name()}`;
}

/** `unknown option '--dance'` is about --dance. */
function quotedIn(message: string): string {
  return /'(.*)'/s.exec(message)?.[1] ?? '';
}

function flagsOf(command: Command): readonly string[] {
  const above = command.parent?.options ?? [];
  return [...command.options, ...above].flatMap(({ long }) => long ?? []).concat('--help');
}

const SHORT_LETTERS = 6;

/** Most letters that a suggestion is off by. */
export const LETTERS_OFF_MAX = 2;

/** One letter off, or two in a long word: further away a suggestion would only puzzle. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = word.replace(/^--/, '').length < SHORT_LETTERS ? 1 : LETTERS_OFF_MAX;
  const [best] = known
    .map((name) => ({ name, distance: distanceOf(word, name) }))
    .filter(({ distance }) => distance <= most)
    .sort((one, other) => one.distance - other.distance);
  return best?.name;
}

/** Letters to add, take away, change, or swap with their neighbour (optimal string alignment). */
function distanceOf(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    const above = rows[i - 1] as number[];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      const changed = (above[j - 1] as number) + (isSame ? 0 : 1);
      const isSwapped =
        i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swapped = isSwapped ? (rows[i - 2]?.[j - 2] as number) + 1 : changed;
      row[j] = Math.min(changed, swapped, (above[j] as number) + 1, (row[j - 1] as number) + 1);
    }
    rows.push(row);
  }
  return rows[one.length]?.[other.length] as number;
}
