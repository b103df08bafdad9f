/**
 * The address of a page under its usual name: of a video that has several, youtube.com/watch?v=;
 * of one that a host for phones shows, its own. Not of every host m.…: some are somebody's server.
 */
export function usualAddress(url: URL): URL {
  // With the dot of the root it is the same site; so it ends where a sentence ended.
  const site = url.host.replace(/\.(?=:|$)/, '');
  const host = site.replace(/^(?:www|mobile)\.(?=.*\.)/, '');
  const usual = new URL(url);
  usual.host = PHONES.test(host) ? host.replace(/(^|\.)m\./, '$1') : host;
  if (!YOUTUBE.test(usual.host)) return usual;
  const video = videoOf(usual);
  if (video !== undefined) return new URL(`https://youtube.com/watch?v=${video}`);
  usual.host = 'youtube.com';
  return usual;
}

const PHONES = /^(?:m\.(?:facebook|imdb)\.com|[a-z-]+\.m\.(?:wikipedia|wiktionary)\.org)$/;
const YOUTUBE = /^(?:(?:m\.|music\.)?youtube\.com|(?:www\.)?youtube-nocookie\.com|youtu\.be)$/;
const VIDEO_PATH = /^\/(?:shorts|live|embed|v)\/([\w-]+)\/?$/;
const SHORT_PATH = /^\/([\w-]+)\/?$/;

function videoOf({ host, pathname, searchParams }: URL): string | undefined {
  if (host === 'youtu.be') return SHORT_PATH.exec(pathname)?.[1];
  if (/^\/watch\/?$/.test(pathname)) return searchParams.get('v') || undefined;
  return VIDEO_PATH.exec(pathname)?.[1];
}
