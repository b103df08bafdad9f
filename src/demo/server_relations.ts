import type { EpochMs } from '../core/clock.ts';
import type { Entry } from './server_archive.ts';
import type { Person, World } from './world.ts';

export type RefusalKind = 'mute' | 'block';

/** Somebody the owner mutes or blocks. */
export interface Refused {
  readonly person: Person;
  /** When it ends by itself; null: never. */
  readonly untilMs: EpochMs | null;
}

/** How the owner stands to people, servers, tags and words; it changes while the world goes on. */
export interface Relations {
  /** The owner themself counts as followed. */
  readonly isFollowed: (person: Person) => boolean;
  readonly showsBoosts: (person: Person) => boolean;
  readonly languagesOf: (person: Person) => readonly string[] | null;
  readonly isRefused: (person: Person) => boolean;
  /** It is by, boosted by or mentions somebody refused; or boosts somebody of a blocked server. */
  readonly isUnwanted: (entry: Entry) => boolean;
  /** The latest first, as the server lists them. */
  readonly refused: (kind: RefusalKind) => readonly Refused[];
  readonly domains: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  readonly movedTo: (person: Person) => Person | undefined;
  readonly filters: () => readonly object[];
  readonly change: Changes;
}

/** What the owner changes, in some app. */
export interface Changes {
  readonly refuse: (kind: RefusalKind, person: Person, untilMs?: EpochMs) => void;
  readonly accept: (kind: RefusalKind, person: Person) => void;
  readonly blockDomain: (domain: string, isOn: boolean) => void;
  readonly follow: (person: Person, isOn: boolean) => void;
  readonly showBoosts: (person: Person, isOn: boolean) => void;
  readonly limitLanguages: (person: Person, languages: readonly string[] | null) => void;
  readonly followTag: (name: string, isOn: boolean) => void;
  /** All filters, in the form of `GET /api/v2/filters`. */
  readonly setFilters: (filters: readonly object[]) => void;
  /** Somebody goes elsewhere: the owner follows them there. */
  readonly move: (from: Person, to: Person) => void;
}

export function openRelations(world: World): Relations {
  const follows = new Map<string, boolean>();
  const boostsHidden = new Set<string>();
  const languages = new Map<string, readonly string[] | null>();
  const refusals = { mute: new Map<string, Refused>(), block: new Map<string, Refused>() };
  const domains = new Set<string>();
  const tags = new Set(world.followedTags ?? []);
  const moves = new Map<string, Person>();
  let filters: readonly object[] = [];

  const isRefused = ({ id }: Person) => refusals.mute.has(id) || refusals.block.has(id);
  return {
    isFollowed: ({ id, isFollowed }) => id === world.owner.id || (follows.get(id) ?? isFollowed),
    showsBoosts: ({ id }) => !boostsHidden.has(id),
    languagesOf: ({ id }) => languages.get(id) ?? null,
    isRefused,
    isUnwanted({ booster, filed: { post } }) {
      const concerned = [
        post.author,
        ...post.mentions,
        ...(booster === undefined ? [] : [booster]),
      ];
      return (
        concerned.some(isRefused) || (booster !== undefined && domains.has(post.author.domain))
      );
    },
    refused: (kind) => [...refusals[kind].values()].reverse(),
    domains,
    tags,
    movedTo: ({ id }) => moves.get(id),
    filters: () => filters,
    change: {
      refuse(kind, person, untilMs) {
        refusals[kind].delete(person.id);
        refusals[kind].set(person.id, { person, untilMs: untilMs ?? null });
      },
      accept: (kind, { id }) => refusals[kind].delete(id),
      blockDomain: (domain, isOn) => put(domains, domain, isOn),
      follow: ({ id }, isOn) => follows.set(id, isOn),
      showBoosts: ({ id }, isOn) => put(boostsHidden, id, !isOn),
      limitLanguages: ({ id }, limited) => languages.set(id, limited),
      followTag: (name, isOn) => put(tags, name, isOn),
      setFilters(all) {
        filters = all;
      },
      move(from, to) {
        moves.set(from.id, to);
        follows.set(from.id, false);
        follows.set(to.id, true);
      },
    },
  };
}

function put(set: Set<string>, name: string, isOn: boolean): void {
  if (isOn) set.add(name);
  else set.delete(name);
}
