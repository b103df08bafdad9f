import type { Config } from '../core/config.ts';

/** The owner's time zone: their word, else the machine's. */
export function timezoneOf(config: Config): string {
  return config.timezone ?? machineTimezone();
}

/**
 * By which this process reckons: UTC where TZ is empty or names no zone ("/etc/localtime"), for
 * which Node has "Etc/Unknown" or nothing at all, and draws no date in either.
 */
function machineTimezone(): string {
  const zone: string | undefined = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone === undefined || zone === 'Etc/Unknown' ? 'UTC' : zone;
}
