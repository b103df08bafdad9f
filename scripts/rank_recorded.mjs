// Driftline's own ranker, fed as a stranger would feed it: a recording a day, imported.

import { MORNING } from '../build/core/feed.js';
import { importRecording } from '../build/ingest/import_recording.js';
import { drawEdition } from '../build/rank/draw.js';
import { openDatabase } from '../build/store/migrate.js';
import { accountJson, entryJson, statusJson, uriOf } from './rank_ours.mjs';
import { START_MS } from './rank_world.mjs';

/** `exponents`: what a feed would say of them; undefined, as published. */
export function recordedIn(world, file, exponents = {}) {
  const database = openDatabase(file);
  const feed = { ...MORNING, exponents: { ...MORNING.exponents, ...exponents }, ...world.feed };
  const byUri = new Map();
  const importLines = async (lines) => {
    const texts = (async function* () {
      for (const line of lines) yield line;
    })();
    const { refused } = await importRecording({ database, lines: texts });
    if (Object.keys(refused).length > 0) throw new Error(JSON.stringify(refused));
  };
  const follows = world.followed.map((person) => lineOf(START_MS, 'follow', accountJson(person)));

  const draw = (seed, nowMs, dryRun) =>
    drawEdition({ database, feed, seed: `${world.seed}/${seed}`, nowMs, dryRun });
  let isBegun = false;

  return {
    database,
    async hear(events) {
      const lines = events.map((event) => {
        const { atMs, kind } = event;
        if (kind === 'delete') return lineOf(atMs, 'delete', event.postId);
        const json = statusJson(world, event.post, atMs);
        byUri.set(json.uri, event.post);
        if (kind === 'refresh') return lineOf(atMs, 'snapshot', json);
        return lineOf(atMs, 'update', entryJson(event, json));
      });
      await importLines([...(isBegun ? [] : follows), ...lines]);
      isBegun = true;
    },
    draw(day, nowMs) {
      const edition = draw(day, nowMs, false);
      return { posts: edition.entries.map(({ uri }) => byUri.get(uri)), report: edition.report };
    },
    /** The same morning with other dice. */
    again: (day, nowMs) =>
      draw(`${day}/again`, nowMs, true).entries.map(({ uri }) => byUri.get(uri)),
    async read(readings, nowMs) {
      const lines = readings.flatMap(({ index, post, act }) => {
        const said = { status_id: post.id, uri: uriOf(post) };
        const atMs = nowMs + index * 1_000;
        return [
          lineOf(atMs, 'exposure', { ...said, kind: 'seen' }),
          ...(act === undefined ? [] : [lineOf(atMs, 'action', { ...said, kind: act })]),
        ];
      });
      await importLines(lines);
    },
    close: () => database.close(),
  };
}

function lineOf(atMs, event, payload) {
  return JSON.stringify({ at: new Date(atMs).toISOString(), event, payload });
}
