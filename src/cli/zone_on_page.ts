import { dirname } from 'node:path';
import { type Config, readWritten } from '../core/config.ts';
import { slidersToml } from '../core/sliders.ts';
import type { ZoneDesk } from '../http/web/zone_line.tsx';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { timezoneOf } from './timezone.ts';

/**
 * The owner's time zone, which the page may ask about while nobody has said it: a machine in a
 * cellar or a data centre rarely knows. The answer is kept where the sliders are; the owner's own
 * file is never rewritten, and wins.
 */
export function openZone(config: Config, session: Session, { files }: Surroundings): ZoneDesk {
  const { slidersFile: file } = session;
  let zone = timezoneOf(config);
  let isOpen = config.timezone === undefined;
  return {
    now: () => zone,
    isOpen: () => isOpen,
    async save(answer) {
      const { feeds = {} } = await readWritten({ source: files.readText(file), file });
      files.makeFolder(dirname(file));
      files.writePrivate(file, slidersToml(feeds, answer));
      zone = answer;
      isOpen = false;
    },
  };
}
