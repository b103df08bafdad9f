/** Why a post is kept from its reader, by what the database calls it; `name` is whose doing it is. */
export const HIDING_CAUSES = {
  mute: (name: string) => `you muted ${name}`,
  block: (name: string) => `you blocked ${name}`,
  domain: (name: string) => `you blocked everybody at ${name}`,
  mention: (name: string) => `it names ${name}, whom you muted or blocked`,
  quote: (name: string) => `it quotes ${name}, whom you muted or blocked`,
  'refused booster': (name: string) => `it came by ${name}, whom you muted or blocked`,
  'booster of domain': (name: string) => `it came by ${name}, whose server you blocked`,
  unfollowed: (name: string) => `it came by ${name}, whom you follow no more`,
  'boosts hidden': (name: string) => `you turned off the boosts of ${name}`,
  language: (name: string) => `you follow ${name} in other languages`,
  tag: () => 'it came under a tag that you follow no more',
} as const;
