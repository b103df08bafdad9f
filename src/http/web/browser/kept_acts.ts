/** Until what Driftline did not take is told again. */
const AGAIN_MS = 5_000;

/** An act that was shown, and what shows the post as it was before it. */
export interface KeptAct {
  readonly post: HTMLElement;
  readonly word: string;
  /** It was pressed as which of the page. */
  readonly nth: number;
  readonly asBefore: () => void;
  /** It takes back what is shown as it was already: told without a word. */
  readonly isQuiet?: boolean;
}

export interface KeptActs {
  readonly isEmpty: () => boolean;
  readonly keep: (act: KeptAct) => void;
  /** That act, where it was still here, and is not done now; not while it is on its way. */
  readonly drop: (post: HTMLElement, word: string) => KeptAct | undefined;
}

/** Says whether Driftline was there. `isLast`: whether nothing waits that was pressed since. */
type Tell = (act: KeptAct, isLast: () => boolean) => Promise<boolean>;

/**
 * Acts that Driftline did not take, since it or the way to it was away: told again in their order
 * until it does, as long as the page is open.
 */
export function openKeptActs(tell: Tell): KeptActs {
  const kept: KeptAct[] = [];
  let onItsWay: KeptAct | undefined;
  let isBegun = false;
  const tellAgain = (act: KeptAct) => {
    onItsWay = act;
    return tell(act, () => kept.every((one) => one === act || !isOfSame(one.post, act.post)));
  };
  const begin = () => {
    if (!isBegun) setTimeout(goOn, AGAIN_MS);
    isBegun = true;
  };
  const goOn = async () => {
    for (let first = kept[0]; first !== undefined && (await tellAgain(first)); first = kept[0])
      if (kept[0] === first) kept.shift();
    onItsWay = undefined;
    isBegun = false;
    if (kept.length > 0) begin();
  };
  return {
    isEmpty: () => kept.length === 0,
    keep(act) {
      kept.push(act);
      begin();
    },
    drop(post, word) {
      const isIt = (act: KeptAct) => isOfSame(act.post, post) && act.word === word && !act.isQuiet;
      const at = kept.findIndex((act) => act !== onItsWay && isIt(act));
      const [dropped] = at < 0 ? [] : kept.splice(at, 1);
      dropped?.asBefore();
      return dropped;
    },
  };
}

function isOfSame(one: HTMLElement, other: HTMLElement): boolean {
  return one.dataset.key === other.dataset.key;
}
