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
