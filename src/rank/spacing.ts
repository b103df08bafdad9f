/**
 * Lays entries out in their order, no author twice within `spacing` + 1 places where that can be
 * avoided, and no two neighbours of one author unless they have more than half of all places. Pure;
 * every entry keeps a place.
 *
 * Each place goes to the first in order whose author has not stood lately. Left to that alone, the
 * authors with several entries would pile up at the end: so each of their entries has a last place
 * at which there is still room for the others behind it, and where as many are due as there are
 * places (the demand bound of earliest deadline first, doi:10.1145/321738.321743), those go first.
 */
export function spaced<T>(
  entries: readonly T[],
  spacing: number,
  authorOf: (one: T) => string,
): readonly T[] {
  if (spacing === 0) return entries;
  const rest = [...entries];
  const people = peopleOf(rest.map(authorOf), spacing);
  const personOf = (one: T) => people.get(authorOf(one)) as Person;
  return entries.map((_, place) => {
    const due = dueAt(people, place, entries.length);
    const isFirst = (fits: (person: Person) => boolean) =>
      rest.findIndex((one) => fits(personOf(one)));
    const found = [
      isFirst((person) => person === due.alone),
      isFirst((person) => due.isDue(person) && hasPaused(person, place)),
      isFirst((person) => hasPaused(person, place)),
    ].find((at) => at >= 0);
    const [one] = rest.splice(found ?? longestAway(rest.map(personOf)), 1) as [T];
    const person = personOf(one);
    person.lastPlace = place;
    person.left -= 1;
    return one;
  });
}

interface Person {
  /** Entries that have no place yet. */
  left: number;
  lastPlace: number;
  /** Places that should lie between two of them. */
  readonly gap: number;
}

/** No gap is wider than lets all entries of one author stand. */
function peopleOf(authors: readonly string[], spacing: number): ReadonlyMap<string, Person> {
  const counts = new Map<string, number>();
  for (const author of authors) counts.set(author, (counts.get(author) ?? 0) + 1);
  const gapOf = (count: number) =>
    count === 1 ? spacing : Math.min(spacing, Math.floor((authors.length - 1) / (count - 1)) - 1);
  return new Map(
    [...counts].map(([author, left]) => [
      author,
      { left, lastPlace: Number.NEGATIVE_INFINITY, gap: Math.max(1, gapOf(left)) },
    ]),
  );
}

function hasPaused({ lastPlace, gap }: Person, place: number): boolean {
  return place - lastPlace > gap;
}

/** Who must come now: whoever has half of what is left, or all who are due up to a place. */
function dueAt(people: ReadonlyMap<string, Person>, place: number, places: number) {
  const left = places - place;
  const demand = new Array<number>(places).fill(0);
  let alone: Person | undefined;
  for (const person of people.values()) {
    if (2 * person.left > left && person.lastPlace !== place - 1) alone = person;
    for (let behind = 0; behind < person.left; behind += 1) {
      const last = Math.max(place, lastPlaceOf(person, behind, places));
      demand[last] = (demand[last] ?? 0) + 1;
    }
  }
  let due = 0;
  let end = place;
  for (; end < places; end += 1) {
    due += demand[end] ?? 0;
    if (due > end - place) break;
  }
  const isDue = (person: Person) =>
    person.left > 0 && lastPlaceOf(person, person.left - 1, places) <= end;
  return { alone, isDue };
}

/** The last place for an entry behind which so many of the same author have to stand. */
function lastPlaceOf({ gap }: Person, behind: number, places: number): number {
  return places - 1 - behind * (gap + 1);
}

/** Of those whose authors all stood lately, the one whose author did so longest ago. */
function longestAway(rest: readonly Person[]): number {
  const longest = Math.min(...rest.map(({ lastPlace }) => lastPlace));
  return rest.findIndex(({ lastPlace }) => lastPlace === longest);
}
