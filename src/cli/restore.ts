import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { isoOf } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Copied } from '../store/copying.ts';
import { bytesWords } from './byte_words.ts';
import { type ComeBack, comeBackWords, holdComeBack } from './come_back.ts';
import { copyDocument, copyWords } from './copy_words.ts';
import { openProgressBar } from './progress_bar.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('<file>', 'a copy, as "driftline backup" writes them')
    .addHelpText('after', '\nThe present database stays beside it, under a name with the time.')
    .action((file: string) => restore(command, surroundings, file));
}

async function restore(command: Command, surroundings: Surroundings, file: string): Promise<void> {
  const opened = openSession(command, surroundings);
  const { files } = surroundings;
  const { realName } = await import('../store/real_name.ts');
  // A link stays one: the copy goes where the database lies, and what was there stays beside it.
  const databaseFile = realName(opened.databaseFile);
  const session = { ...opened, databaseFile };
  if (!files.exists(file)) {
    throw new DriftlineError('not_found', `there is no file ${file}: name a copy to restore`);
  }
  if (resolve(file) === resolve(databaseFile))
    throw new DriftlineError('usage', `${file} is the present database: name a copy of it`);
  files.makeFolder(dirname(resolve(databaseFile)));
  const { takeIngestLock } = await import('../store/lock.ts');
  const lock = takeIngestLock(databaseFile);
  try {
    const { checked, aside, comeBack } = await putInPlace(file, session, surroundings);
    if (session.asJson)
      session.answer({
        file: databaseFile,
        before: aside ?? null,
        ...copyDocument(checked),
        come_back: comeBack,
      });
    else {
      session.say(`${databaseFile}: ${copyWords(checked)}`);
      if (aside !== undefined) session.say(`What was there before is ${aside}.`);
      session.say(...comeBackWords(comeBack));
    }
  } finally {
    lock.release();
  }
}

interface Restored {
  readonly checked: Copied;
  readonly aside: string | undefined;
  readonly comeBack: ComeBack;
}

async function putInPlace(
  file: string,
  { databaseFile }: Session,
  { files, stderr, stopped, time }: Surroundings,
): Promise<Restored> {
  const [{ checkCopy, copyDatabase }, { connect }, { replaceDatabase, retire }, { openDatabase }] =
    await Promise.all([
      import('../store/copying.ts'),
      import('../store/database.ts'),
      import('../store/restoring.ts'),
      import('../store/migrate.ts'),
    ]);
  const { bytes } = checkCopy(file);
  const folder = dirname(resolve(databaseFile));
  if (files.freeBytes(folder) < bytes) {
    throw new DriftlineError(
      'storage',
      `restoring needs ${bytesWords(bytes)} in ${folder}, beside what is there: make room first`,
    );
  }
  const draft = `${databaseFile}.restored`;
  const bar = openProgressBar(stderr, 'pages');
  const source = connect(file, { readonly: true });
  let checked: Copied;
  try {
    checked = await copyDatabase(source, draft, { stopped, onProgress: bar.move });
  } finally {
    bar.end();
    source.close();
  }
  const place = freeName(`${databaseFile}.${stampOf(time.now())}`, files);
  const aside = files.exists(databaseFile) ? place : undefined;
  try {
    retire(databaseFile);
    replaceDatabase(databaseFile, draft, place);
  } catch (error) {
    files.remove(draft);
    throw error;
  }
  const restored = openDatabase(databaseFile, { isOurs: true }); // brings an older copy forward
  try {
    return { checked, aside, comeBack: holdComeBack(restored, time.now()) };
  } finally {
    restored.close();
  }
}

/** `2027-12-01T06-00-00`: colons are no part of a name everywhere. */
function stampOf(nowMs: Parameters<typeof isoOf>[0]): string {
  return isoOf(nowMs).slice(0, '2027-12-01T06:00:00'.length).replaceAll(':', '-');
}

function freeName(name: string, { exists }: Surroundings['files']): string {
  for (let nth = 2, tried = name; ; tried = `${name}.${nth}`, nth += 1)
    if (!exists(tried)) return tried;
}
