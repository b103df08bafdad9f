import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { DriftlineError } from '../core/errors.ts';
import { bytesWords } from './byte_words.ts';
import { copyDocument, copyWords } from './copy_words.ts';
import { isOfDatabase } from './own_files.ts';
import { openProgressBar } from './progress_bar.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('<file>', 'where the copy goes')
    .option('--force', 'write over a file that is there')
    .addHelpText(
      'after',
      '\n"driftline run" may go on meanwhile. "driftline restore" brings it back.',
    )
    .action((file: string, options: { readonly force?: boolean }) =>
      backUp(command, surroundings, { file, isForced: options.force === true }),
    );
}

async function backUp(
  command: Command,
  surroundings: Surroundings,
  { file, isForced }: { readonly file: string; readonly isForced: boolean },
): Promise<void> {
  const session = openSession(command, surroundings);
  const { files, stderr, stopped } = surroundings;
  mustBeFree(file, session.databaseFile, isForced, surroundings);
  const database = await session.openDatabase('read');
  const bar = openProgressBar(stderr, 'pages');
  try {
    const { copyDatabase } = await import('../store/copying.ts');
    const wanted = files.sizeOf(session.databaseFile);
    const folder = dirname(resolve(file));
    if (files.exists(folder) && files.freeBytes(folder) < wanted) {
      throw new DriftlineError(
        'storage',
        `${file} needs ${bytesWords(wanted)}, and that disk has less: make room there, or name another place`,
      );
    }
    const checked = await copyDatabase(database, file, { stopped, onProgress: bar.move });
    bar.end();
    if (session.asJson) session.answer({ file: resolve(file), ...copyDocument(checked) });
    else session.say(`${file}: ${copyWords(checked)}`);
  } finally {
    bar.end();
    database.close();
  }
}

function mustBeFree(
  file: string,
  databaseFile: string,
  isForced: boolean,
  { files }: Surroundings,
): void {
  if (isOfDatabase(file, databaseFile)) {
    throw new DriftlineError('usage', `${file} is of the database itself: name another file`);
  }
  if (file === '-') {
    throw new DriftlineError(
      'usage',
      'a backup is a file: name one; "driftline export" writes a stream',
    );
  }
  if (!files.exists(file) || isForced) return;
  throw new DriftlineError(
    'storage',
    `${file} is there already: name another file, or write over it with --force`,
  );
}
