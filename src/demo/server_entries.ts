import type { Entry, Filed } from './server_archive.ts';
import { placeOf } from './server_paging.ts';
import type { Person } from './world.ts';

/** Who posted and boosted what. */
export interface Entries {
  readonly keepEntry: (entry: Entry) => void;
  readonly dropEntry: (entry: Entry) => void;
  /** A person's posts and boosts, ascending by id. */
  readonly entriesOf: (person: Person) => readonly Entry[];
  readonly boostById: (id: string) => Entry | undefined;
  readonly allBoosts: () => readonly Entry[];
  readonly boostsOf: (filed: Filed) => readonly Entry[];
}

export function openEntries(): Entries {
  const boostById = new Map<string, Entry>();
  const boostsByPost = new Map<string, Entry[]>();
  const byPerson = new Map<string, Entry[]>();
  const personOf = ({ booster, filed }: Entry) => booster ?? filed.post.author;

  return {
    keepEntry(entry) {
      keepInOrder(listIn(byPerson, personOf(entry).id), entry);
      if (entry.booster === undefined) return;
      boostById.set(entry.id, entry);
      listIn(boostsByPost, entry.filed.id).push(entry);
    },
    dropEntry(entry) {
      boostById.delete(entry.id);
      withdraw(boostsByPost.get(entry.filed.id) ?? [], entry);
      withdraw(byPerson.get(personOf(entry).id) ?? [], entry);
    },
    entriesOf: (person) => byPerson.get(person.id) ?? [],
    allBoosts: () => [...boostById.values()],
    boostById: (id) => boostById.get(id),
    boostsOf: (filed) => boostsByPost.get(filed.id) ?? [],
  };
}

function listIn(lists: Map<string, Entry[]>, key: string): Entry[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list: Entry[] = [];
  lists.set(key, list);
  return list;
}

function keepInOrder(entries: Entry[], entry: Entry): void {
  const place = placeOf(entries, entry.id);
  if (entries[place]?.id !== entry.id) entries.splice(place, 0, entry);
}

function withdraw(entries: Entry[], entry: Entry): void {
  const place = entries.findIndex((kept) => kept.id === entry.id);
  if (place >= 0) entries.splice(place, 1);
}
