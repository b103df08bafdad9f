import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type EpochMs, isoOf, MINUTE_MS } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { importLines } from '../support/recording.ts';

const CORPUS = new URL('../../../shared/corpus/', import.meta.url);
const hasCorpus = existsSync(CORPUS);
if (!hasCorpus)
  process.stderr.write('The recorded statuses are not on this machine: their tests are skipped.\n');

function linesOf(name: string): readonly string[] {
  const bytes = readFileSync(new URL(name, CORPUS));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .split('\n')
    .filter(Boolean);
}

/** Each reached us five minutes after it was posted. */
function recordingOf(statuses: readonly string[]): readonly string[] {
  return statuses.map((text) => {
    const at = isoOf((Date.parse(JSON.parse(text).created_at) + 5 * MINUTE_MS) as EpochMs);
    return `{"at":"${at}","event":"update","payload":${text}}`;
  });
}

test.skipIf(!hasCorpus)(
  'every recorded status is in, or refused with a reason that is true',
  async () => {
    const database = aNewDatabase();
    const statuses = linesOf('statuses.jsonl.gz');

    const report = await importLines(database, recordingOf(statuses));

    const count = (sql: string) => Number(database.connection.prepare(sql).pluck().get());
    const uris = new Set(
      statuses.map((text) => JSON.parse(text)).map(({ reblog, uri }) => reblog?.uri ?? uri),
    );
    expect(statuses).toHaveLength(2656);
    expect(report.refused).toEqual({});
    expect(report.events).toEqual({ update: 2656 });
    expect(count('select count(*) from statuses')).toBe(uris.size);
    expect(count('select count(*) from payloads')).toBe(uris.size);
  },
);

test.skipIf(!hasCorpus)('two dry draws over them are the same bytes', async () => {
  const database = aNewDatabase();
  await importLines(database, recordingOf(linesOf('statuses.jsonl.gz')));
  const nowMs = Date.parse('2026-11-24T05:30:00.000Z') as EpochMs;
  const draw = () =>
    JSON.stringify(
      drawEdition({
        database,
        feed: { ...MORNING, reachDays: 4000 },
        seed: 'x',
        nowMs,
        dryRun: true,
      }),
    );

  const first = draw();

  expect(JSON.parse(first).entries).toHaveLength(200);
  expect(draw()).toBe(first);
});

test.skipIf(!hasCorpus)('statuses of test servers go in, all visibilities', async () => {
  const database = aNewDatabase();
  const statuses = linesOf('statuses_test_servers.jsonl');

  const report = await importLines(database, recordingOf(statuses));

  const filed = report.events.update ?? 0;
  const refused = Object.values(report.refused).reduce((sum, count) => sum + count, 0);
  expect(filed + refused).toBe(statuses.length);
  expect(filed).toBeGreaterThan(0);
});

test.skipIf(!hasCorpus)(
  'ids that lost digits and times of another epoch are refused for it, and nothing else is',
  async () => {
    const database = aNewDatabase();
    const at = '2026-11-24T05:30:00.000Z';
    const statuses = linesOf('statuses_reserialised.jsonl');

    const report = await importLines(
      database,
      statuses.map((text) => `{"at":"${at}","event":"update","payload":${text}}`),
    );

    const filed = report.events.update ?? 0;
    const refused = Object.values(report.refused).reduce((sum, count) => sum + count, 0);
    expect(filed + refused).toBe(statuses.length);
    expect(
      Object.keys(report.refused).filter(
        (reason) => !/lost digits|no usable created_at/.test(reason),
      ),
    ).toEqual([]);
  },
);

test.skipIf(!hasCorpus)('every state of a status is followed, in its order', async () => {
  const database = aNewDatabase();
  const chains = linesOf('status_versions.jsonl').map(
    (text) => JSON.parse(text).versions as { edited_at?: string; created_at: string }[],
  );
  const lines = chains.flatMap((versions) =>
    versions.map((payload, nth) => {
      const at = isoOf(
        (Date.parse(payload.edited_at ?? payload.created_at) + nth * 1_000) as EpochMs,
      );
      return JSON.stringify({ at, event: nth === 0 ? 'update' : 'status.update', payload });
    }),
  );

  const report = await importLines(database, lines);

  expect(report.refused).toEqual({});
  expect(database.connection.prepare('select count(*) from statuses').pluck().get()).toBe(
    chains.length,
  );
  expect(
    Number(database.connection.prepare('select count(*) from versions').pluck().get()),
  ).toBeGreaterThan(0);
});
