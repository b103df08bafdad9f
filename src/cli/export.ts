import type { Command } from 'commander';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option('--public', 'leave out private posts, and everything that you did, saw or said')
    .addHelpText(
      'after',
      '\nPrints JSON lines, which "driftline import" reads: driftline export > recording.jsonl',
    )
    .action((options: { readonly public?: boolean }) => exportAll(command, surroundings, options));
}

const LINES_AT_ONCE = 200;

async function exportAll(
  command: Command,
  surroundings: Surroundings,
  options: { readonly public?: boolean },
): Promise<void> {
  const session = openSession(command, surroundings);
  const database = await session.openDatabase('must exist');
  try {
    const { recordingLines } = await import('../store/recording_lines.ts');
    let gathered: string[] = [];
    for (const line of recordingLines(database, { isPublic: options.public === true })) {
      gathered.push(line);
      if (gathered.length < LINES_AT_ONCE) continue;
      session.say(...gathered);
      gathered = [];
      surroundings.stopped.throwIfAborted();
    }
    if (gathered.length > 0) session.say(...gathered);
  } finally {
    database.close();
  }
}
