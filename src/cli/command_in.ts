const VALUED = new Set(['--db', '--config']);

/** The first word that names a command; `help rank` means rank as well. */
export function commandIn(args: readonly string[]): string | undefined {
  const words = args.filter(
    (word, index) => !word.startsWith('-') && !VALUED.has(args[index - 1] ?? ''),
  );
  return words[0] === 'help' ? words[1] : words[0];
}
