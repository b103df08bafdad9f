// A morning with the page, as a browser has it: its pages, one after the other, and what its script
// reports of what was seen.

/** `looks`: places of the edition from 0, and what the reader had of each. */
export async function readMorning({ url, edition, looks, months, errors }) {
  const last = Math.max(0, ...looks.map(({ index }) => index + 1));
  let path = '/';
  let read = 0;
  while (path !== undefined && read < last) {
    const page = await months.time('page', () => pageAt(new URL(path, url)));
    if (page.status !== 200) return void errors.push(`${path} answers ${page.status}`);
    const places = [...page.text.matchAll(/data-position="(\d+)"/g)].map(([, at]) => Number(at));
    const shown = new Set(places);
    if (places.length === 0)
      return void errors.push(`${path} shows no posts of edition ${edition}`);
    const had = looks.filter(({ index }) => shown.has(index + 1));
    const positions = (kind) =>
      had.filter((look) => look.kind === kind).map(({ index }) => index + 1);
    read = Math.max(...places);
    await report(url, { kind: 'seen', edition, positions: positions('seen'), at: read }, errors);
    for (const place of positions('opened'))
      await report(url, { kind: 'opened', edition, positions: [place] }, errors);
    path = /<a class="next" rel="next" href="([^"]+)"/.exec(page.text)?.[1]?.replace('&amp;', '&');
  }
}

async function pageAt(url) {
  const answer = await fetch(url);
  return { status: answer.status, text: await answer.text() };
}

async function report(url, body, errors) {
  const answer = await fetch(new URL('/seen', url), {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain;charset=UTF-8', Origin: url.origin },
    body: JSON.stringify(body),
  });
  await answer.text();
  if (!answer.ok) errors.push(`/seen answers ${answer.status}`);
}
