import { type EpochMs, isoOf } from '../../src/core/clock.ts';
import { importRecording } from '../../src/ingest/import_recording.ts';
import type { Database } from '../../src/store/database.ts';
import { recordingLines } from '../../src/store/recording_lines.ts';
import { account, boost, hours, type PostWords, statusJson } from './entries.ts';

export function line(atMs: EpochMs, event: string, payload: unknown): string {
  return JSON.stringify({ at: isoOf(atMs), event, payload });
}

export async function importLines(database: Database, lines: readonly string[]) {
  async function* each() {
    yield* lines;
  }
  return importRecording({ database, lines: each() });
}

export function exported(database: Database, isPublic = false): readonly string[] {
  return [...recordingLines(database, { isPublic })];
}

/** What a database says in its base tables, whatever the keys: derived tables are made anew. */
export function contentOf(database: Database): unknown {
  const tables = [
    'statuses',
    'arrivals',
    'snapshots',
    'versions',
    'exposures',
    'actions',
    'editions',
    'entries',
  ];
  const more = [
    'follows',
    'refusals_of_people',
    'dials',
    'filters',
    'followed_tags',
    'holes',
    'payloads',
    'refused',
    'pool',
  ];
  return [...tables, ...more].map((table) => [
    table,
    database.connection.prepare(`select * from ${table}`).all(),
  ]);
}

const people = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn'];

/** Twelve days with something of everything that a recording may hold. */
export function richHistory(): readonly string[] {
  const lines = [line(hours(0), 'owner', { ...account('me'), id: '1' })];
  for (const by of people.slice(0, 5))
    lines.push(line(hours(0), 'follow', { ...account(by), showing_reblogs: by !== 'eve' }));
  for (let day = 0; day < 12; day += 1) {
    for (const [nth, by] of people.entries()) lines.push(...dayOf(day, nth, by));
  }
  lines.push(
    line(hours(30), 'filters', [
      { id: '7', title: 'sport', context: ['home'], filter_action: 'warn', keywords: [] },
    ]),
    line(hours(31), 'followed_tags', [{ name: 'Birds' }]),
    line(hours(40), 'mute', account('finn')),
    line(hours(60), 'unmute', account('finn')),
    line(hours(70), 'dial', { account: account('bob'), word: 'more' }),
    line(hours(71), 'dial', { tag: 'trains', word: 'less', until: '2027-01-01T00:00:00.000Z' }),
    line(hours(72), 'hole', { from: isoOf(hours(20)), to: isoOf(hours(21)), state: 'open' }),
    line(hours(100), 'edition', {
      feed: 'morning',
      seed: 'x',
      size: 4,
      entries: ['100', '101', '203', '304'],
    }),
    line(hours(101), 'exposure', { kind: 'seen', status_id: '100', via: 'page' }),
    line(hours(101), 'exposure', { kind: 'served', status_id: '101' }),
    line(hours(102), 'exposure', { kind: 'opened', status_id: '203' }),
    line(hours(103), 'exposure', {
      kind: 'seen',
      status_id: 'nobody-has-it',
      uri: 'https://gone.example/1',
    }),
    line(hours(104), 'action', { kind: 'favourite', status_id: '203' }),
    line(hours(105), 'action', { kind: 'bookmark', status_id: '304' }),
    line(hours(106), 'action', { kind: 'bookmark', status_id: '304', undo: true }),
    line(hours(107), 'action', { kind: 'snooze', status_id: '402', until: isoOf(hours(200)) }),
    line(hours(108), 'unfollow', account('dan')),
  );
  return lines.sort((a, b) => (JSON.parse(a).at < JSON.parse(b).at ? -1 : 1));
}

function dayOf(day: number, nth: number, by: string): readonly string[] {
  const atMs = hours(day * 24 + nth);
  const words: PostWords = {
    id: `${day}0${nth}`,
    by,
    atMs,
    more: { tags: [{ name: nth % 2 ? 'Birds' : 'trains' }] },
  };
  const counted = (favourites_count: number) => ({
    ...statusJson({ ...words, more: { ...words.more, favourites_count } }),
  });
  const lines = [line(hours(day * 24 + nth + 0.01), 'update', statusJson(words))];
  for (const [index, age] of [1, 6, 24].entries()) {
    lines.push(
      line(hours(day * 24 + nth + age), 'snapshot', counted((day * 3 + nth * 5 + index) % 13)),
    );
  }
  if ((day + nth) % 4 === 0) {
    const { booster, id, boostedAtMs } = boost(
      `b${words.id}`,
      'cleo',
      hours(day * 24 + nth + 2),
      words,
    );
    const wrapper = {
      id,
      created_at: isoOf(boostedAtMs as EpochMs),
      account: booster,
      reblog: counted(2),
    };
    lines.push(line(hours(day * 24 + nth + 2), 'update', wrapper));
  }
  if ((day + nth) % 5 === 0) {
    const edited = {
      ...statusJson(words),
      content: `<p>${by} says it better: ünï©ødé 🐦</p>`,
      edited_at: isoOf(hours(day * 24 + nth + 3)),
    };
    lines.push(line(hours(day * 24 + nth + 3), 'status.update', edited));
  }
  if (day === 9 && nth === 4) lines.push(line(hours(230), 'delete', words.id));
  if (day === 4 && nth === 0) lines.push(line(hours(day * 24 + 4), 'delete', `b${words.id}`));
  return lines;
}
