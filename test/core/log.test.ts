import { expect, test } from 'vitest';
import { type Log, lineLog, terminalLog } from '../../src/core/log.ts';

const AT_MS = Date.UTC(2026, 10, 26, 21, 8, 36);

function saidBy(make: typeof lineLog, say: (log: Log) => void): string {
  let said = '';
  say(
    make(
      () => AT_MS,
      (line) => {
        said += line;
      },
    ),
  );
  return said;
}

test('for programs an event is one JSON line', () => {
  expect(saidBy(lineLog, (log) => log.info('rank.drawn', { edition: 1, entries: 200 }))).toBe(
    '{"at":"2026-11-26T21:08:36.000Z","level":"info","event":"rank.drawn","edition":1,"entries":200}\n',
  );
});

test('for people at a terminal it is a line of words, and what needs a look is marked', () => {
  const said = saidBy(terminalLog, (log) => {
    log.info('ingest.stream_up');
    log.info('rank.drawn', { edition: 1, entries: 200, instead: undefined });
    log.warn('keep.failed', { why: 'the disk is full: make room', tried_times: 2 });
  });

  expect(said.replace(/^\d\d:\d\d:36/gm, 'NOW')).toBe(
    'NOW  ingest stream up\n' +
      'NOW  rank drawn: edition 1, entries 200\n' +
      'NOW! keep failed: the disk is full: make room, tried times 2\n',
  );
});

test('at a terminal a moment is said by its own clock, with the day where that is another', () => {
  const soon = new Date(AT_MS + 1_000);
  const later = new Date(AT_MS + 2 * 86_400_000);
  const moments = { until: soon.toISOString(), from: later.toISOString() };

  const said = saidBy(terminalLog, (log) => log.info('ingest.waits', moments));

  expect(said).toContain(
    `until ${soon.toTimeString().slice(0, 8)}, from ${later.toDateString().slice(4)} `,
  );
  expect(saidBy(lineLog, (log) => log.info('ingest.waits', moments))).toContain(moments.until);
});

test.each([[lineLog], [terminalLog]])('a secret is in no line', (make) => {
  const said = saidBy(make, (log) => log.warn('login.odd', { access_token: 'abc', code: 'xyz' }));

  expect(said).not.toMatch(/abc|xyz/);
  expect(said).toContain('…');
});

test('what others choose steers no terminal, and begins no line of its own', () => {
  const app = 'Elk\u001b[2J\n06:00:00  all is well';

  const said = saidBy(terminalLog, (log) => log.info('api.app_allowed', { app }));

  expect(said).toMatch(/^\S+ {2}api app allowed: app Elk \[2J 06:00:00 {2}all is well\n$/);
});

test('at a terminal that is left open a line says which day has begun', () => {
  let nowMs = AT_MS;
  let said = '';
  const log = terminalLog(
    () => nowMs,
    (line) => {
      said += line;
    },
  );

  log.info('rank.drawn');
  log.info('keep.done');
  nowMs += 86_400_000;
  log.info('rank.drawn');

  expect(said.replace(/^\d\d:\d\d:36/gm, 'NOW')).toBe(
    `NOW  rank drawn\nNOW  keep done\n${new Date(nowMs).toDateString()}\nNOW  rank drawn\n`,
  );
});
