import type { Surroundings } from './surroundings.ts';

/** Where other programs are told of a proxy. Node's own fetch heeds none of them (Node 20). */
const NAMES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
const UNREACHED = /cannot be reached|did not answer|no answer within/;

/** What may be why a server cannot be reached, where a proxy is named; undefined elsewhere. */
export function proxyWords(why: string, env: Surroundings['env']): string | undefined {
  const name = NAMES.find((one) => (env[one] ?? '') !== '');
  if (name === undefined || !UNREACHED.test(why)) return undefined;
  return `${name} is set, and Driftline goes through no proxy: it must reach the server itself.`;
}
