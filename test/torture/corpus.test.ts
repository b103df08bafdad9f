import { expect, test } from 'vitest';
import { parseHomeEntry } from '../../src/core/status.ts';
import { parseFrame } from '../../src/mastodon/wire.ts';
import * as corpus from './corpus.ts';
import { aListeningHome, frameOf, plainStatus } from './listening_home.ts';

const EVERY = 10; // a good one after so many of the others

test.skipIf(!corpus.hasCorpus)(
  'everything that was recorded comes through the socket: stored, or refused with a reason',
  async () => {
    const home = await aListeningHome(() => '[]');
    const texts = [
      ...corpus.recordedStatuses(),
      ...corpus.testServerStatuses(),
      ...corpus.reserialisedStatuses(),
      ...corpus.statusVersions(),
      ...corpus.entities(),
    ];
    const frames: (string | Buffer)[] = [
      ...texts.map((payload) => JSON.stringify({ stream: ['user'], event: 'update', payload })),
      ...corpus.transcriptFrames(),
      ...corpus.malformedJson(),
      ...corpus.malformedJson().map((bytes) => frameOfText(bytes.toString('utf8'))),
      ...corpus.hostileTexts().map((content, nth) => frameOf(hostile(content, nth))),
    ];
    const good: string[] = [];

    for (const [nth, frame] of frames.entries()) {
      await home.server.push(frame);
      if (nth % EVERY !== 0) continue;
      good.push(`good${nth}`);
      await home.server.push(frameOf(plainStatus(`good${nth}`)));
    }
    await home.settled('the-end');

    const read = frames.map((frame) => parseFrame(String(frame)));
    const refused = read.filter(({ kind }) => kind === 'refused').length;
    const updates = read.flatMap((frame) => (frame.kind === 'update' ? [frame.entry.id] : []));
    const deleted = new Set(read.flatMap((frame) => (frame.kind === 'delete' ? [frame.id] : [])));
    const arrived = home.arrived();
    const absent = updates.filter((id) => !arrived.has(id) && !deleted.has(id));
    expect([home.end(), home.server.sockets()]).toEqual(['goes on', 1]);
    expect([absent, good.filter((id) => !arrived.has(id))]).toEqual([[], []]);
    expect(home.refused().reduce((sum, { times }) => sum + times, 0)).toBe(refused);
    expect(home.refused().filter(({ reason }) => reason.includes('filed'))).toEqual([]);
    const recorded = corpus.recordedStatuses().map((text) => parseHomeEntry(JSON.parse(text)).id);
    expect(recorded.filter((id) => !arrived.has(id))).toEqual([]);
  },
);

test('a status of a megabyte is kept, whole', async () => {
  const home = await aListeningHome(() => '[]');
  const content = `<p>${'word '.repeat(210_000)}</p>`;

  await home.server.push(frameOf({ ...plainStatus('large'), content }));
  await home.settled('the-end');

  const sizes = home.all<{ size: number }>(
    "select length(json_extract(body, '$.content')) as size from payloads order by size desc limit 1",
  );
  expect(content.length).toBeGreaterThan(2 ** 20);
  expect(sizes).toEqual([{ size: content.length }]);
});

function frameOfText(payload: string): string {
  return JSON.stringify({ stream: ['user'], event: 'update', payload });
}

/** The text where the server's own text stands: content, warning, name and tag. */
function hostile(text: string, nth: number) {
  const plain = plainStatus(`hostile${nth}`);
  const account = {
    ...plain.account,
    id: `h${nth}`,
    acct: `h${nth}@far.example`,
    display_name: text,
  };
  return { ...plain, content: text, spoiler_text: text, tags: [{ name: text }], account };
}
