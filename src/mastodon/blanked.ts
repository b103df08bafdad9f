/**
 * What a server said, without the owner's token, should it have said that: a proxy that reports
 * what it was asked with, say. As long as it was, so that JSON stays JSON and lengths stay true.
 */
export function blanked<T extends Uint8Array>(bytes: T, token: string): T {
  const said = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = said.indexOf(token); at !== -1; at = said.indexOf(token, at))
    said.fill('*', at, at + Buffer.byteLength(token));
  return bytes;
}

/** The same of headers: what names the token is left out. */
export function unnamed(headers: Headers, token: string): Headers {
  return new Headers([...headers].filter(([, value]) => !value.includes(token)));
}
