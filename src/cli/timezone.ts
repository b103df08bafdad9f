import type { Config } from '../core/config.ts';

/** The owner's time zone: their word, else the machine's. */
export function timezoneOf(config: Config): string {
  return config.timezone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
