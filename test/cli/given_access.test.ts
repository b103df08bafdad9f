import { Command } from 'commander';
import { expect, onTestFinished, test } from 'vitest';
import { servePage } from '../../src/cli/page_wiring.ts';
import { openSession } from '../../src/cli/session.ts';
import { MORNING } from '../../src/core/feed.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { listening } from '../support/listening.ts';
import {
  aPerson,
  aPost,
  posted,
  SMALL_WORLD_STARTS_MS,
  smallWorld,
} from '../support/small_world.ts';

test('a thread is asked for as the demo asks, where nobody is logged in', async () => {
  const [ada, zed] = [aPerson('ada'), aPerson('zed', { isFollowed: false })];
  const post = aPost('question', ada, SMALL_WORLD_STARTS_MS + 60_000);
  const answer = aPost('answer', zed, SMALL_WORLD_STARTS_MS + 120_000, { replyTo: post });
  const server = await aServerForOneTest(smallWorld([ada, zed], [posted(post), posted(answer)]));
  await server.passTo(10);
  const surroundings = aCommandLine().surroundings();
  const session = openSession(new Command(), surroundings);
  const database = await session.openDatabase('make');
  onTestFinished(() => database.close());
  await ingestOnce(listening(server, database));
  const nowMs = server.time.now();
  drawEdition({ database, feed: MORNING, seed: 'a morning', nowMs, dryRun: false });
  const access = { server: server.url, token: server.token };

  const config = await session.config();
  const settings = { database, config, port: 0, health: () => [], access };
  const serving = await servePage(settings, session, surroundings);
  onTestFinished(serving.close);
  const thread = await (await fetch(new URL('e/1/1', serving.url))).text();

  expect(thread).toContain('answer by zed');
  expect(thread).not.toContain('tells nothing of it now');
});
