import { expect, test } from 'vitest';
import type { IngestNews } from '../../src/ingest/session.ts';
import { aHome, answering } from '../support/ingest_home.ts';

/** What is said of a server that answers everything with a redirect to there. */
async function whyOf(location: string) {
  const home = aHome([]);
  const news: IngestNews[] = [];
  const moved = () => new Response(null, { status: 301, headers: { Location: location } });
  home.run({ send: answering(home.deps(), moved), onNews: (one) => news.push(one) });
  await home.server.passTo(1);
  return news.flatMap((one) => (one.kind === 'waiting' ? [one.why] : []))[0];
}

test('a server that sends us elsewhere is waited for, and it is said where to', async () => {
  expect(await whyOf('https://new.example/api/v1/accounts/verify_credentials')).toMatch(
    /answered 301 to .+: it sends us to https:\/\/new\.example; if it moved there, log in there$/,
  );
});

test.each(['/elsewhere', 'https://[', ''])(
  'one that names no other server: %s',
  async (location) => {
    expect(await whyOf(location)).toMatch(
      /answered 301 to \/api\/v1\/accounts\/verify_credentials$/,
    );
  },
);
