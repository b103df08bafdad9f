/**
 * How a client reads a home that is not in the order of ids (seen working in each, clients.md,
 * sections 0 and 5.4): as it is; in wrappers whose ids fall; or not at all, so that the home stays
 * as it came and the edition is a list.
 */
export type ClientWay = 'ranked' | 'wrapped' | 'as it came';

const WRAPPED = ['pinafore', 'enafore', 'semaphore'];
/** They sort what they have of a list as well, and Fedilab goes on from the lowest id of it. */
const SORTING_LISTS = ['bitlbee', 'fedilab', 'feditext', 'metatext'];
const AS_IT_CAME = [
  ...SORTING_LISTS,
  'tusky',
  'husky', // a fork of Tusky
  'pachli',
  'phanpy',
  'mastodon for android',
  'mastodon-android',
  'megalodon', // two forks of that
  'moshidon',
];

/** By the name under which a client registered: "Tusky Nightly" is Tusky. */
export function wayOf(appName: string): ClientWay {
  if (isOneOf(WRAPPED, appName)) return 'wrapped';
  return isOneOf(AS_IT_CAME, appName) ? 'as it came' : 'ranked';
}

/** Whether a client puts a list into the order of ids too, so that no edition is read there. */
export function sortsLists(appName: string): boolean {
  return isOneOf(SORTING_LISTS, appName);
}

function isOneOf(names: readonly string[], appName: string): boolean {
  const name = appName.toLowerCase();
  return names.some((one) => name.includes(one));
}
