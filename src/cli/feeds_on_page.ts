import { dirname } from 'node:path';
import { MINUTE_MS } from '../core/clock.ts';
import { readConfig, readWritten, scheduleOf } from '../core/config.ts';
import { slidFeeds } from '../core/config_feeds.ts';
import type { Edition } from '../core/edition.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Feed } from '../core/feed.ts';
import { DAYS, type Schedule } from '../core/schedule.ts';
import { AT_REST, type Steps, settingsOfSteps, slidersToml, stepsOf } from '../core/sliders.ts';
import type { FeedsDesk } from '../http/web/feeds_desk.ts';
import { feedToDraw } from './feed_to_draw.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/** For so long the draws of one reader's trying are of one moment: what differs is the sliders. */
const MOMENT_MS = 10 * MINUTE_MS;
const KEPT_MAX = 12; // editions

/** Joins the page's sliders to the settings, whose files are read anew each time. */
export function feedsOnPage(session: Session, surroundings: Surroundings): FeedsDesk {
  const { files } = surroundings;
  const { configFile, slidersFile } = session;
  const ownConfig = () => readConfig(files.readText(configFile), configFile);
  const slid = () => readWritten({ source: files.readText(slidersFile), file: slidersFile });
  const compared = openComparing(session, surroundings);

  return {
    file: slidersFile,
    settingsFile: configFile,
    async list() {
      const config = await ownConfig();
      const { feeds = {} } = await slid();
      return Object.values(config.feeds).map((feed) => ({
        feed,
        steps: stepsOf(feed, feeds[feed.name]),
        isUsual: feed.name === config.rank.feed,
        drawn: scheduleWords(scheduleOf(config, feed)),
      }));
    },
    async compare(name, steps) {
      const own = await ownConfig();
      const asked = [name, 'feed'] as const;
      const now = feedToDraw(await session.config(), asked, session, surroundings);
      const { sql } = now;
      const written = { feeds: { [name]: settingsOfSteps(own.feeds[name] as Feed, steps) } };
      const then = slidFeeds(written, own.feeds, {
        usualAt: own.rank.at,
        keepDays: own.keep.days,
      })[name] as Feed;
      return compared(now, sql === undefined ? then : { ...then, sql });
    },
    async save(name, steps) {
      const { feeds } = await ownConfig();
      const feed = feeds[name];
      if (feed === undefined)
        throw new DriftlineError('not_found', `There is no feed “${name}”: see /feeds.`);
      const written = await slid();
      const { [name]: _, ...others } = written.feeds ?? {};
      const isAtRest = Object.keys(AT_REST).every((one) => steps[one as keyof Steps] === 0);
      const said = isAtRest ? others : { ...others, [name]: settingsOfSteps(feed, steps) };
      const text = slidersToml(said, written.timezone);
      files.makeFolder(dirname(slidersFile));
      if (text === '') files.remove(slidersFile);
      else files.writePrivate(slidersFile, text);
    },
  };
}

/** Draws two feeds over one moment, one draw after the other; what was drawn is not drawn again. */
function openComparing(session: Session, { drawAside, randomText, time }: Surroundings) {
  const seed = randomText();
  const kept = new Map<string, Edition>();
  let nowMs = time.now();
  let before: Promise<unknown> = Promise.resolve();
  const draw = async (feed: Feed): Promise<Edition> => {
    const key = JSON.stringify(feed);
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= KEPT_MAX) kept.clear();
    const drawn = await drawAside({ file: session.databaseFile, feed, seed, nowMs, dryRun: true });
    kept.set(key, drawn);
    return drawn;
  };
  return (now: Feed, then: Feed) => {
    const work = async () => {
      if (time.now() - nowMs > MOMENT_MS) {
        nowMs = time.now();
        kept.clear();
      }
      return { was: await draw(now), is: await draw(then) };
    };
    const done = before.then(work, work);
    before = done.catch(() => undefined);
    return done;
  };
}

/** "each night at 05:30", "at 08:00 on sat". */
function scheduleWords(schedule: Schedule | undefined): string | undefined {
  if (schedule === undefined) return undefined;
  const { at, days } = schedule;
  return days.length === DAYS.length ? `each day at ${at}` : `at ${at} on ${days.join(', ')}`;
}
