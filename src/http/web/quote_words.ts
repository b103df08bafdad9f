/** Mastodon's words for why a quoted post is not shown. */
const UNSHOWN: Readonly<Record<string, string>> = {
  pending: ': its author has not allowed it yet',
  rejected: ': its author did not allow it',
  revoked: ': its author no longer allows it',
  deleted: ': it was deleted',
  unauthorized: ': it is not for you',
  'not public': ': it is not public',
};
/** The file of an edition may be given away: what is the owner's own affair is not said in it. */
const OWN_REASONS: Readonly<Record<string, string>> = {
  blocked_account: ': you block its author',
  blocked_domain: ': you block its server',
  muted_account: ': you mute its author',
};

/** Why a quoted post is not shown, in a sentence. */
export function unshownWords(state: string, isGivenAway: boolean): string {
  const own = isGivenAway ? undefined : OWN_REASONS[state];
  return `A quoted post that cannot be shown${UNSHOWN[state] ?? own ?? ''}.`;
}
