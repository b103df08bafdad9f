import type { Person, World } from './world.ts';

/** Who there is, under the ids and addresses that this server knows them by. */
export interface People {
  readonly accountIdOf: (person: Person) => string;
  readonly personById: (accountId: string) => Person | undefined;
  /** `user` is the owner, everybody else is `user@domain`. */
  readonly personByAcct: (acct: string) => Person | undefined;
}

export function acctOf(person: Person, owner: Person): string {
  return person.id === owner.id ? person.username : `${person.username}@${person.domain}`;
}

export function openPeople(world: World, newId: (key: string, ms: number) => string): People {
  const { owner } = world;
  const idByName = new Map<string, string>();
  const byId = new Map<string, Person>();
  const byAcct = new Map<string, Person>();
  const meet = (person: Person) => {
    const id = newId(`account ${person.id}`, person.joinedMs);
    idByName.set(person.id, id);
    byId.set(id, person);
    byAcct.set(acctOf(person, owner).toLowerCase(), person);
    return id;
  };
  for (const person of [owner, ...world.people]) meet(person);
  return {
    accountIdOf: (person) => idByName.get(person.id) ?? meet(person),
    personById: (accountId) => byId.get(accountId),
    personByAcct: (acct) => byAcct.get(acct.toLowerCase()),
  };
}
