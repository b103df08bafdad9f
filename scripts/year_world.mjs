// The world of `npm run year`, in a process of its own, so that what it remembers is not counted as
// Driftline's: it writes each day as a recording, and says what its reader makes of an edition.
import { writeFileSync } from 'node:fs';
import { isoOf } from '../build/core/clock.js';
import { toldTime } from '../build/core/told_time.js';
import { inventReader } from '../build/demo/reader.js';
import { openArchive } from '../build/demo/server_archive.js';
import { openFanOut } from '../build/demo/server_fan_out.js';
import { openHome } from '../build/demo/server_home.js';
import { openRenderer } from '../build/demo/server_json.js';
import { inventWorld } from '../build/demo/world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ORIGIN = 'https://home.example';
const HOME_LIMIT = 800;
/** Counts of what the home received are asked for again at these ages, as ingest does. */
const REFRESHED_MS = [1.5 * HOUR_MS, 8 * HOUR_MS, 30 * HOUR_MS];
/** The server's memory is emptied so often, and begun again with the last days. */
const RENEWED_DAYS = 30;
const REMEMBERED_DAYS = 4;

const [seed, startText, peopleText] = process.argv.slice(2);
const startMs = Number(startText);
const world = inventWorld({ seed, startMs, people: Number(peopleText), sharedTaste: 0.6 });
const reader = inventReader(world);
/** What the reader needs of a post that may come a year later. */
const nameByUri = new Map();
/** Counts that fall due, by day. */
const refreshes = new Map();
let server = openServer(startMs);

process.on('message', ({ ask, ...question }) => {
  process.send({ day: writeDay, read, people }[ask](question));
});

/** Whom the owner follows, as the recording's first lines. */
function people({ file }) {
  const followed = world.people.filter(({ isFollowed }) => isFollowed);
  const lines = [
    line('owner', startMs, server.render.account(world.owner)),
    ...followed.map((person) => line('follow', startMs, server.render.account(person))),
  ];
  writeFileSync(file, lines.join('\n'));
  return { followed: followed.map(({ username, domain }) => `${username}@${domain}`) };
}

/** Everything that the home heard in [fromMs, toMs). */
function writeDay({ day, file, fromMs, toMs }) {
  if (day % RENEWED_DAYS === 0) renew(fromMs);
  server.lines = [];
  server.arrivals = 0;
  for (const event of world.eventsBetween(fromMs, toMs)) server.happen(event);
  for (const { atMs, filed } of refreshes.get(day) ?? [])
    if (!filed.isGone) server.say('snapshot', atMs, server.render.status(filed, atMs));
  refreshes.delete(day);
  const lines = server.lines.toSorted((a, b) => a.atMs - b.atMs);
  writeFileSync(file, lines.map(({ text }) => text).join('\n'));
  return { lines: lines.length, arrivals: server.arrivals, rssBytes: process.memoryUsage().rss };
}

function renew(nowMs) {
  const fromMs = nowMs - REMEMBERED_DAYS * DAY_MS;
  world.forgetBefore(fromMs);
  server = openServer(nowMs);
  server.isQuiet = true;
  for (const event of world.eventsBetween(fromMs, nowMs)) server.happen(event);
  server.isQuiet = false;
}

function openServer(openedMs) {
  const archive = openArchive(world);
  const render = openRenderer(archive, ORIGIN, openedMs);
  let nowMs = openedMs;
  const at = { lines: [], arrivals: 0, isQuiet: false, render, archive };
  at.say = (event, atMs, payload) => at.lines.push({ atMs, text: line(event, atMs, payload) });
  const emit = (event, id, payload) => {
    if (at.isQuiet) return;
    at.say(event, nowMs, event === 'delete' ? JSON.stringify(id) : payload());
    if (event === 'update') at.arrivals += 1;
  };
  const home = openHome(HOME_LIMIT);
  const needs = { archive, home, render, faults: {}, witness: {}, emit };
  const fanOut = openFanOut({ ...needs, time: { ...toldTime(openedMs), now: () => nowMs } });
  at.happen = (event) => {
    nowMs = event.atMs;
    fanOut.apply(event);
    if (event.kind !== 'post' && event.kind !== 'boost') return;
    const filed = archive.byKey(event.post.id);
    if (filed === undefined || nameByUri.has(filed.uri)) return;
    nameByUri.set(filed.uri, { key: event.post.id, id: filed.id });
    for (const ageMs of REFRESHED_MS) owe(filed, event.post.createdMs + ageMs);
  };
  return at;
}

function owe(filed, atMs) {
  const day = Math.floor((atMs - startMs) / DAY_MS);
  if (!refreshes.has(day)) refreshes.set(day, []);
  refreshes.get(day).push({ atMs, filed });
}

/** What the reader looks at and opens, as places of the edition, and what they do elsewhere. */
function read({ day, uris, atMs }) {
  const named = uris.map((uri) => nameByUri.get(uri));
  const offered = uris.map((uri, at) => ({ uri, post: named[at] && { id: named[at].key } }));
  const looks = reader.read(offered, day);
  const acts = looks
    .filter(({ index, act }) => act !== undefined && named[index] !== undefined)
    .map(({ index, act }) => {
      const said = { kind: act, status_id: named[index].id, uri: uris[index] };
      return line('action', atMs + index * 5_000, JSON.stringify(said));
    });
  return { looks, acts };
}

function line(event, atMs, payload) {
  const at = isoOf(/** @type {import('../build/core/clock.js').EpochMs} */ (Math.floor(atMs)));
  return `{"at":"${at}","event":"${event}","payload":${payload}}`;
}
