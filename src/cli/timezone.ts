import { SECOND_MS } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { said } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/** The owner's time zone: their word, else the machine's. */
export function timezoneOf(config: Config): string {
  return config.timezone ?? machineTimezone();
}

/**
 * By which this process reckons: UTC where TZ is empty or names no zone ("/etc/localtime"), for
 * which Node has "Etc/Unknown" or nothing at all, and draws no date in either.
 */
export function machineTimezone(): string {
  const zone: string | undefined = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone === undefined || zone === 'Etc/Unknown' ? 'UTC' : zone;
}

const LIMIT_MS = 10 * SECOND_MS;
const NAME_ZONE = 'unset TZ; exec "$0" -p "Intl.DateTimeFormat().resolvedOptions().timeZone"';

/** The zone of this machine's own programs, cron among them: they never hear a shell's TZ. */
export async function cronTimezone({ env, execute, machine }: Surroundings): Promise<string> {
  if (said(env.TZ) === undefined) return machineTimezone();
  const args = ['-c', NAME_ZONE, machine.node];
  const answer = await execute({ command: 'sh', args, limitMs: LIMIT_MS });
  return answer?.code === 0 ? answer.stdout.trim() : machineTimezone();
}
