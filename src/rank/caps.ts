import type { Passing, PassingRule } from '../core/edition.ts';
import { type Feed, SCREEN } from '../core/feed.ts';
import type { Candidate, Front } from './front.ts';

/** What somebody may have of an edition at the most, whatever it weighs. */
export interface Caps {
  /** `byMerit`: the drawing key by which it came in; undefined where a turn or chance placed it. */
  readonly take: (candidate: Candidate, byMerit: number | undefined) => void;
  /** Author and booster: these always hold. */
  readonly refusalsOf: (candidate: Candidate) => readonly Passing[];
  /** Site: this holds as long as something else is left, and against nobody's turn. */
  readonly siteOf: (candidate: Candidate) => readonly Passing[];
  /** Server and screen: these hold as long as something else is left. */
  readonly spreadOf: (candidate: Candidate) => readonly Passing[];
}

/** At least fifteen people on a screen of twenty: a quarter of the places may be second ones. */
const REPEATS_SHARE = 0.25;

export function openCaps(feed: Feed, front: Front): Caps {
  const authors = openTally();
  const boosters = openTally();
  const sites = openTally();
  const servers = openTally();
  const screens = Math.max(1, Math.floor(feed.size / SCREEN));
  const perServer = Math.floor(feed.size * feed.perServer);
  const atHome = serversOfMost(front, feed.perServer);
  let repeats = 0;

  return {
    take(candidate, byMerit) {
      if (authors.of(candidate.author) >= screens) repeats += 1;
      authors.count(candidate.author, byMerit);
      boosters.count(candidate.soleBooster, byMerit);
      sites.count(candidate.site, byMerit);
      servers.count(serverOf(candidate), byMerit);
    },
    refusalsOf({ author, soleBooster }) {
      const { perAuthor, perBooster } = feed;
      const of = (tally: Tally, rule: PassingRule, subject: string, reason: string): Passing => ({
        rule,
        subject,
        reason,
        toBeat: tally.least(subject),
      });
      return [
        ...(authors.of(author) < perAuthor
          ? []
          : [of(authors, 'author', author, `${perAuthor} of this author stand in it already`)]),
        ...(soleBooster === null || boosters.of(soleBooster) < perBooster
          ? []
          : [
              of(
                boosters,
                'booster',
                soleBooster,
                `${perBooster} strangers brought by @${soleBooster} alone stand in it`,
              ),
            ]),
      ];
    },
    siteOf({ site }) {
      const { perSite } = feed;
      if (site === null || sites.of(site) < perSite) return [];
      const reason = `${perSite} with links to ${site} stand in it already`;
      return [{ rule: 'site', subject: site, reason, toBeat: sites.least(site) }];
    },
    spreadOf(candidate) {
      const server = serverOf(candidate);
      if (!atHome.has(server) && servers.of(server) >= perServer) {
        const reason = `people of ${server} have their share already`;
        return [{ rule: 'server', subject: server, reason, toBeat: servers.least(server) }];
      }
      const isRepeat = feed.spacing > 0 && authors.of(candidate.author) >= screens;
      if (isRepeat && repeats >= Math.floor(feed.size * REPEATS_SHARE)) {
        const reason = `its author stands on every screen of ${SCREEN} already, and others waited`;
        const toBeat = authors.least(candidate.author);
        return [{ rule: 'screen', subject: candidate.author, reason, toBeat }];
      }
      return [];
    },
  };
}

type Tally = ReturnType<typeof openTally>;

/** How many there are of each, and the least drawing key of those that stand by theirs. */
function openTally() {
  const counts = new Map<string, number>();
  const least = new Map<string, number>();
  return {
    of: (name: string) => counts.get(name) ?? 0,
    least: (name: string) => least.get(name),
    count(name: string | null, key: number | undefined): void {
      if (name === null) return;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (key !== undefined) least.set(name, Math.min(key, least.get(name) ?? key));
    },
  };
}

/** Servers where more than that share of all live who have something in the front. */
function serversOfMost({ front }: Front, share: number): ReadonlySet<string> {
  const people = new Map(front.map((one) => [one.author, serverOf(one)]));
  const homes = openTally();
  for (const server of people.values()) homes.count(server, undefined);
  return new Set([...people.values()].filter((server) => homes.of(server) > people.size * share));
}

function serverOf({ author }: Candidate): string {
  return author.slice(author.lastIndexOf('@') + 1);
}
