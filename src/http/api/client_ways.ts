/**
 * How a client reads a home that is not in the order of ids (seen working in each, clients.md,
 * sections 0 and 5.4): as it is; in wrappers whose ids fall; or not at all, so that the home stays
 * as it came and the edition is a list.
 */
export type ClientWay = 'ranked' | 'wrapped' | 'as it came';

const WRAPPED = ['pinafore', 'enafore', 'semaphore'];
const AS_IT_CAME = [
  'tusky',
  'pachli',
  'feditext',
  'phanpy',
  'mastodon for android',
  'mastodon-android',
  'moshidon',
];

/** By the name under which a client registered: "Tusky Nightly" is Tusky. */
export function wayOf(appName: string): ClientWay {
  const name = appName.toLowerCase();
  if (WRAPPED.some((one) => name.includes(one))) return 'wrapped';
  return AS_IT_CAME.some((one) => name.includes(one)) ? 'as it came' : 'ranked';
}
