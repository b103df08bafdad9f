import type { Command, CommanderError } from 'commander';
import { nearest } from '../core/nearest.ts';

/** `feeds show` where that was asked for; else the command itself. */
function askedOf(command: Command): Command {
  const asked = command.commands.find((one) => one.name() === command.args[0]);
  return command.parent === null || asked === undefined ? command : asked;
}

/**
 * Wrong usage in one line that names the word that is off and where to read on; commander's own
 * sentences name neither the command nor the remedy. undefined: the help itself is the answer.
 */
export function usageSentence(
  { code, message }: CommanderError,
  asked: Command,
): string | undefined {
  const command = askedOf(asked);
  const name = command.parent === null ? 'driftline' : nameOf(command).replace('driftline ', '');
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
      if (command.commands.length > 0) return unknownCommand(command.args[0] ?? '', command);
      const [surplus] = command.args.slice(command.registeredArguments.length);
      return `${name} has no use for "${surplus}": ${help} says what it takes`;
    }
    case 'commander.missingArgument':
      return `${name} needs ${oneOf(quotedIn(message))}: ${help} says which`;
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
  const help = `"${nameOf(program)} --help" lists them`;
  const remedy = near === undefined ? help : `did you mean ${near}?`;
  const name = [nameOf(program), word].join(' ').replace('driftline ', '');
  return `there is no command "${name}": ${remedy}`;
}

function nameOf(command: Command): string {
  return command.parent === null ? 'driftline' : `${nameOf(command.parent)} ${command.name()}`;
}

/** `second-feed` is a second feed, `edition` an edition. */
function oneOf(argument: string): string {
  return `${/^[aeiou]/.test(argument) ? 'an' : 'a'} ${argument.replaceAll('-', ' ')}`;
}

/** `unknown option '--dance'` is about --dance. */
function quotedIn(message: string): string {
  return /'(.*)'/s.exec(message)?.[1] ?? '';
}

function flagsOf(command: Command): readonly string[] {
  const above = [command.parent, command.parent?.parent].flatMap((one) => one?.options ?? []);
  return [...command.options, ...above].flatMap(({ long }) => long ?? []).concat('--help');
}
