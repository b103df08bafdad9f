import type { Command } from 'commander';
import { sleep } from '../core/clock.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';

const LINES_A_WRITE = 200;

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option('--public', 'leave out private posts, and everything you did and saw')
    .addHelpText('after', '\nIt prints JSON lines, with --json or without.')
    .action((options: { readonly public?: boolean }) =>
      exportAll(command, surroundings, options.public === true),
    );
}

async function exportAll(
  command: Command,
  surroundings: Surroundings,
  isPublic: boolean,
): Promise<void> {
  const session = openSession(command, surroundings);
  const { stdout, stopped, time } = surroundings;
  const database = await session.openDatabase('read');
  try {
    const { recordingLines } = await import('../store/recording_lines.ts');
    let gathered: string[] = [];
    for (const line of recordingLines(database, { isPublic })) {
      gathered.push(line.endsWith('\n') ? line : `${line}\n`);
      if (gathered.length < LINES_A_WRITE) continue;
      await stdout.write(gathered.join(''));
      await sleep(time, 0, stopped); // into a file nothing waits, and no signal would be heard
      gathered = [];
    }
    await stdout.write(gathered.join(''));
  } finally {
    database.close();
  }
}
