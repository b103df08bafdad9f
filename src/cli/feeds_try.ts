import { relative } from 'node:path';
import type { Command } from 'commander';
import { type Config, feedNamed } from '../core/config.ts';
import { LIMIT_SECONDS } from '../core/config_feeds.ts';
import { counted } from '../core/counted.ts';
import { factorOf } from '../core/dice.ts';
import { type Edition, type Entry, LANE_TITLES } from '../core/edition.ts';
import { DriftlineError } from '../core/errors.ts';
import { type Feed, MORNING } from '../core/feed.ts';
import { SHIPPED_FEEDS } from '../core/shipped_feeds.ts';
import { differenceOf } from '../rank/difference.ts';
import { drawBoth } from '../rank/draw.ts';
import { editionDocument } from './edition_document.ts';
import { feedToDraw, sqlPlace } from './feed_to_draw.ts';
import { type DiffOptions, differenceDocument, differenceLines } from './feeds_diff.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { printable } from './terminal_text.ts';

const FIRST = 20;

/** What a file of SQL would draw, and what it changes; the ledger hears of nothing. */
export async function tryFeed(
  command: Command,
  surroundings: Surroundings,
  asked: string,
): Promise<void> {
  const options = command.opts<DiffOptions>();
  const session = openSession(command, surroundings);
  const config = await session.config();
  const feed = feedOfFile(asked, config, session, surroundings);
  const { base, called } = baseOf(feed, config, session, surroundings);
  const moment = {
    seed: options.seed ?? surroundings.randomText(),
    nowMs: options.now ?? surroundings.time.now(),
    runOwnSql: surroundings.runOwnSql,
  };
  const database = await session.openDatabase('read');
  try {
    const [is, was] = await drawBoth({ ...moment, database }, [feed, base]);
    const difference = differenceOf(was, is);
    const first = { ...is, entries: is.entries.slice(0, FIRST) };
    if (session.asJson)
      session.answer({
        feed: feed.name,
        compared_with: called,
        size: is.size,
        first: editionDocument(first.entries, feed),
        difference: differenceDocument(difference),
      });
    else
      session.say(
        ...firstLines(is, first.entries),
        '',
        `Compared with ${called}, one night, the same dice:`,
        '',
        ...differenceLines({ was, is, difference }),
      );
  } finally {
    database.close();
  }
}

/** The feed whose SQL lies in the file; where none has it, one with the usual settings. */
function feedOfFile(
  asked: string,
  config: Config,
  session: Session,
  { files }: Surroundings,
): Feed {
  const places = [asked, sqlPlace(session, asked), sqlPlace(session, `feeds/${asked}`)];
  const place = places.find((one) => files.exists(one));
  if (place === undefined) {
    const [, , inFolder] = places;
    throw new DriftlineError('not_found', `there is no file ${asked}, and none at ${inFolder}`);
  }
  const text = files.readText(place) ?? '';
  const isIts = ({ sql }: Feed) =>
    sql !== undefined && relative(sqlPlace(session, sql.file), place) === '';
  const own = Object.values(config.feeds).find(isIts);
  if (own?.sql !== undefined) return { ...own, sql: { ...own.sql, text } };
  const usual = feedNamed(config, MORNING.name, 'feeds try');
  return { ...usual, sql: { file: asked, limitSeconds: LIMIT_SECONDS, text } };
}

interface Base {
  readonly base: Feed;
  readonly called: string;
}

/** What it was copied from; where it took the name of that, the feed that ships under it. */
function baseOf(feed: Feed, config: Config, session: Session, surroundings: Surroundings): Base {
  const from = feed.copiedFrom ?? MORNING.name;
  const shipped = from === feed.name && feed.sql !== undefined ? SHIPPED_FEEDS[from] : undefined;
  if (shipped !== undefined)
    return { base: { ...shipped, keepDays: feed.keepDays }, called: `${from} as it ships` };
  return { base: feedToDraw(config, [from, 'copied_from'], session, surroundings), called: from };
}

function firstLines(edition: Edition, first: readonly Entry[]): readonly string[] {
  if (edition.size === 0)
    return ['It chose no post that may be drawn: the edition would be empty.'];
  return [
    `${counted(edition.size, 'post')} out of ${counted(edition.report.candidates, 'candidate')} that it chose. The first:`,
    ...first.map(({ position, account, lane, scoreMicro, reason, uri }) => {
      const score = `× ${factorOf(scoreMicro).toFixed(2)}`.padStart(8);
      const why = reason === undefined ? '' : ` · ${reason}`;
      return `${String(position).padStart(5)} ${score}  @${account} · ${LANE_TITLES[lane]}${why} · ${printable(uri)}`;
    }),
  ];
}
