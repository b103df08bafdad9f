/**
 * What is read once in a transaction that writes: nobody else can write meanwhile, and what is
 * written there to the tables it was read from makes it be read again.
 */
export interface Once {
  readonly begin: () => void;
  readonly end: () => void;
  readonly wrote: (table: string) => void;
  readonly over: <V>(tables: readonly string[], read: () => V) => () => V;
}

interface Kept {
  holds: boolean;
}

export function openOnce(): Once {
  const byTable = new Map<string, Kept[]>();
  const all: Kept[] = [];
  let isWriting = false;
  const forget = (some: readonly Kept[]) => {
    for (const kept of some) kept.holds = false;
  };
  const turn = (writes: boolean) => {
    isWriting = writes;
    forget(all);
  };
  return {
    begin: () => turn(true),
    end: () => turn(false),
    wrote: (table) => forget(byTable.get(table) ?? []),
    over<V>(tables: readonly string[], read: () => V) {
      const kept: Kept = { holds: false };
      let value: V;
      all.push(kept);
      for (const table of tables) byTable.set(table, [...(byTable.get(table) ?? []), kept]);
      return () => {
        if (kept.holds) return value;
        value = read();
        kept.holds = isWriting;
        return value;
      };
    },
  };
}
