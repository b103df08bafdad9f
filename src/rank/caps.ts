import type { Passing } from '../core/edition.ts';
import { type Feed, SCREEN } from '../core/feed.ts';
import type { Candidate, Front } from './front.ts';

/** What somebody may have of an edition at the most, whatever it weighs. */
export interface Caps {
  readonly take: (candidate: Candidate) => void;
  /** Author, booster and site: these always hold. */
  readonly refusalOf: (candidate: Candidate) => Passing | undefined;
  /** Server and screen: these hold as long as something else is left. */
  readonly spreadOf: (candidate: Candidate) => Passing | undefined;
}

/** At least fifteen people on a screen of twenty: a quarter of the places may be second ones. */
const REPEATS_SHARE = 0.25;

export function openCaps(feed: Feed, front: Front): Caps {
  const authors = new Map<string, number>();
  const boosters = new Map<string, number>();
  const sites = new Map<string, number>();
  const servers = new Map<string, number>();
  const screens = Math.max(1, Math.floor(feed.size / SCREEN));
  const perServer = Math.floor(feed.size * feed.perServer);
  const atHome = serversOfMost(front, feed.perServer);
  let repeats = 0;

  return {
    take(candidate) {
      if (countOf(authors, candidate.author) >= screens) repeats += 1;
      count(authors, candidate.author);
      count(boosters, candidate.soleBooster);
      count(sites, candidate.site);
      count(servers, serverOf(candidate));
    },
    refusalOf({ author, soleBooster, site }) {
      if (countOf(authors, author) >= feed.perAuthor) {
        const reason = `${feed.perAuthor} of this author stand in it already`;
        return { rule: 'author', subject: author, reason };
      }
      if (soleBooster !== null && countOf(boosters, soleBooster) >= feed.perBooster) {
        const reason = `${feed.perBooster} strangers brought by @${soleBooster} alone stand in it`;
        return { rule: 'booster', subject: soleBooster, reason };
      }
      if (site !== null && countOf(sites, site) >= feed.perSite) {
        const reason = `${feed.perSite} with links to ${site} stand in it already`;
        return { rule: 'site', subject: site, reason };
      }
      return undefined;
    },
    spreadOf(candidate) {
      const server = serverOf(candidate);
      if (!atHome.has(server) && countOf(servers, server) >= perServer) {
        const reason = `people of ${server} have their share already`;
        return { rule: 'server', subject: server, reason };
      }
      const isRepeat = feed.spacing > 0 && countOf(authors, candidate.author) >= screens;
      if (isRepeat && repeats >= Math.floor(feed.size * REPEATS_SHARE)) {
        const reason = `its author stands on every screen of ${SCREEN} already, and others waited`;
        return { rule: 'screen', subject: candidate.author, reason };
      }
      return undefined;
    },
  };
}

/** Servers where more than that share of all live who have something in the front. */
function serversOfMost({ front }: Front, share: number): ReadonlySet<string> {
  const people = new Map(front.map((one) => [one.author, serverOf(one)]));
  const homes = new Map<string, number>();
  for (const server of people.values()) count(homes, server);
  const most = [...homes].filter(([, residents]) => residents > people.size * share);
  return new Set(most.map(([server]) => server));
}

function serverOf({ author }: Candidate): string {
  return author.slice(author.lastIndexOf('@') + 1);
}

function count(counts: Map<string, number>, name: string | null): void {
  if (name !== null) counts.set(name, countOf(counts, name) + 1);
}

function countOf(counts: ReadonlyMap<string, number>, name: string): number {
  return counts.get(name) ?? 0;
}
