import { MINUTE_MS, SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Database } from '../store/database.ts';
import type { Installed } from '../store/installed.ts';
import { paceOf } from './ingest_wiring.ts';
import { openReplaced } from './replaced.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

const LOOK_MS = MINUTE_MS;
/** npm puts files in place first and compiles what must be compiled then. */
const SETTLED_LOOKS = 5;
const TRIAL_LIMIT_MS = 30 * SECOND_MS;
/** One opens a database, the other reads the settings. */
const TRIALS = [
  ['import', '-'],
  ['feeds', 'show', 'morning'],
] as const;

/** Our own word for it, or Node's, between lines of where it was. */
const REASON = /^(?:driftline: |\w*Error: ).*$/m;

export interface Ending {
  readonly database: Database;
  /** Ends everything that goes on; the reason is said last. */
  readonly end: (reason: DriftlineError) => void;
}

/**
 * Ends what goes on where another version was installed over it, for who starts it anew: until then
 * it draws no edition. Nothing is to be lost by it: the other one must know this file, lie there
 * unchanged for five minutes, have opened a database of its own, empty and in memory, and take the
 * settings as they stand now: with a mistake in them this one goes on, and no other would begin.
 */
export async function endWhenUpdated(
  { database, end }: Ending,
  { log, configFile, configNamedBy }: Session,
  { time, stopped, execute, machine, env, version }: Surroundings,
): Promise<void> {
  const { successor } = openReplaced(database, true, version);
  const named = configNamedBy === undefined ? [] : ['--config', configFile];
  /** What one says that does not begin; undefined: it does. */
  const whyNot = async () => {
    for (const words of TRIALS) {
      const args = [machine.script, '--db', ':memory:', ...named, ...words];
      const answer = await execute({ command: machine.node, args, limitMs: TRIAL_LIMIT_MS });
      if (answer?.code !== 0) return REASON.exec(answer?.stderr ?? '')?.[0] ?? '';
    }
    return undefined;
  };
  let seen: Installed | undefined;
  let looks = 0;
  let isTold = false;
  while (!stopped.aborted) {
    await sleep(time, LOOK_MS / paceOf(env), stopped).catch(() => {}); // rejects only when stopped
    const found = successor();
    const isAsSeen = found?.version === seen?.version && found?.schema === seen?.schema;
    looks = isAsSeen ? looks + 1 : 0;
    isTold = isAsSeen && isTold;
    seen = found;
    if (found === undefined || looks < SETTLED_LOOKS || stopped.aborted) continue;
    const why = await whyNot();
    if (why === undefined) return end(updatedTo(found, version));
    if (!isTold) log.warn('run.update_does_not_begin', { version: found.version, why });
    isTold = true;
    looks = 0;
  }
}

function updatedTo({ version: other }: Installed, version: string): DriftlineError {
  const which = other === version ? 'another version' : `version ${other}`;
  return new DriftlineError(
    'busy',
    `${which} was installed over this one (${version}), which ends so that the other is started`,
  );
}
