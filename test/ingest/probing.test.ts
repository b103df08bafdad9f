import { expect, test } from 'vitest';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aHome, missing, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

test('an unfollow is found out within ten minutes by how many are followed', async () => {
  const { server, deps, run, all } = aHome([]);
  let hasLeft = false;
  const send: IngestDeps['send'] = async (request) => {
    const answer = await deps().send(request);
    if (request.url.includes('/verify_credentials')) {
      const owner = (await answer.json()) as object;
      return Response.json({ ...owner, following_count: hasLeft ? 1 : 2 });
    }
    if (!hasLeft || !request.url.includes('/following')) return answer;
    return Response.json(((await answer.json()) as unknown[]).slice(1));
  };
  run({ send });
  await server.passTo(15);

  hasLeft = true;
  await server.passTo(26);

  expect(all('select count(ended_at_ms) as ended from follows')).toEqual([{ ended: 1 }]);
});

test('a server that says nothing of batches, and has them by another name, is asked by it', async () => {
  const { server, deps, run, all } = aHome(
    ['old', 'p', 'q'].map((id, nth) => posted(post(id, 10 + 15 * nth))),
    { homeLimit: 1 },
  );
  const asked: string[] = [];
  const send: IngestDeps['send'] = async (request) => {
    const url = new URL(request.url);
    if (url.pathname.endsWith('/instance')) return missing();
    if (url.pathname !== '/api/v1/statuses') return deps().send(request);
    if (!url.searchParams.has('ids[]')) return Response.json([]);
    asked.push(url.search);
    return deps().send(new Request(request.url.replaceAll('ids[]', 'id[]'), request));
  };
  await server.passTo(20);
  run({ send });

  await server.passTo(100);

  expect(asked.length).toBeGreaterThan(1); // the probe, and the counts at an hour
  expect(all(COMPARED)).toEqual([{ posts: 3 }]);
});

const COMPARED = 'select count(distinct status_key) as posts from snapshots where age_class = 0';
