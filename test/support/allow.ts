/** What a browser does: goes to the address, says yes where it is asked, follows back. */
export async function allow(address: string): Promise<boolean> {
  await fetch(await allowedAddress(address));
  return true;
}

/** Where the server sends the browser once its owner has said yes. */
export async function allowedAddress(address: string): Promise<string> {
  const answer = await answerOf(address);
  return new URL(answer.headers.get('location') ?? '', address).href;
}

/** The code that the server shows, where no browser can call back. */
export async function shownCode(address: string): Promise<string> {
  return /<code>([^<]+)<\/code>/.exec(await (await answerOf(address)).text())?.[1] ?? '';
}

async function answerOf(address: string): Promise<Response> {
  const form = await fetch(address, { redirect: 'manual' });
  if (form.headers.has('location')) return form;
  return fetch(new URL('/oauth/authorize', address), {
    method: 'POST',
    redirect: 'manual',
    body: new URL(address).searchParams,
  });
}

/** What is kept of a login, as far as a test asks. */
export interface Allowed {
  readonly token: string;
  readonly refresh_token?: string;
  readonly client_id: string;
  readonly client_secret: string;
}

/** A token of an app of its own, with just these scopes. */
export async function tokenWith(server: string, scopes: string): Promise<string> {
  const redirect_uri = 'urn:ietf:wg:oauth:2.0:oob';
  const send = async (path: string, said: Record<string, string>) => {
    const body = new URLSearchParams(said);
    return (await fetch(new URL(path, server), { method: 'POST', body })).json();
  };
  const { client_id, client_secret } = (await send('/api/v1/apps', {
    client_name: 'a test',
    redirect_uris: redirect_uri,
    scopes,
  })) as Allowed;
  const address = new URL('/oauth/authorize', server);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id,
    redirect_uri,
    scope: scopes,
  }).toString();
  const { access_token } = (await send('/oauth/token', {
    grant_type: 'authorization_code',
    code: await shownCode(address.href),
    client_id,
    client_secret,
    redirect_uri,
  })) as { readonly access_token: string };
  return access_token;
}
