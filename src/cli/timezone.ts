import type { Config } from '../core/config.ts';

/** The owner's time zone: their word, else the machine's. */
export function timezoneOf(config: Config): string {
  return config.timezone ?? machineTimezone();
}

export function machineTimezone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
