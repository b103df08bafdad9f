/** What a boost says of itself, beside whose it is and of what. */
export interface BoostFacts {
  /** What it is called; its address only where that is another one. */
  readonly uri?: string;
  readonly url?: string;
  /** Where it is not public: what its server calls that. */
  readonly boostVisibility?: string;
}

/** What servers leave unsaid is public, as for a status. */
const PUBLIC: readonly unknown[] = ['public', 'unlisted', '', null, undefined];

/** A word that no server uses, and no server's for public. */
const UNREADABLE = 'unreadable';

/** Reads the wrapper of a boost. */
export function boostFacts(wrapper: Readonly<Record<string, unknown>>): BoostFacts {
  const { uri, url, visibility } = wrapper;
  const said = typeof visibility === 'string' ? visibility : UNREADABLE;
  const isName = (name: unknown) => typeof name === 'string' && name !== '';
  return {
    ...(isName(uri) ? { uri: uri as string } : {}),
    ...(isName(url) && url !== uri ? { url: url as string } : {}),
    ...(PUBLIC.includes(visibility) ? {} : { boostVisibility: said }),
  };
}
