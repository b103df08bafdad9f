import { isUrl } from './url_check.ts';
/**
 * What somebody may mean who pastes `typed` for a post, the likeliest first: just that; the id in a
 * client's address that names a home server too, as phanpy.social/#/example.social/s/1153… and
 * elk.zone/example.social/@ada/1153… do; the address with the scheme that browsers leave out; and
 * without query, fragment, last slash, and the list behind a post that a page of it may show.
 */
export function namesIn(typed: string, servers: readonly string[]): readonly string[] {
  const name = typed.trim().replace(/^<(.*)>$/, '$1');
  const address = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//.test(name) ? `https://${name}` : name;
  if (!/^https?:/i.test(address) || !isUrl(address)) return [name];
  const { origin, pathname, hash } = new URL(address);
  const path = pathname.replace(BEHIND_A_POST, '');
  return [...new Set([name, ...idsIn(`${path}${hash}`, servers), address, `${origin}${path}`])];
}

const BEHIND_A_POST = /(\/(favourites|reblogs|quotes|embed))?\/*$/;

/** What a client's address ends with, where a server's name stands before it. */
function idsIn(client: string, servers: readonly string[]): readonly string[] {
  const [place = ''] = client.split('?');
  const steps = place.split('/').filter((step) => step !== '');
  const id = steps.at(-1) ?? '';
  const isNamed = servers.some((server) => steps.slice(0, -1).includes(new URL(server).host));
  return isNamed && /^[\w-]+$/.test(id) ? [id] : [];
}
