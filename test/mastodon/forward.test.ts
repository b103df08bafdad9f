import { expect, test } from 'vitest';
import { type EpochMs, isoOf, MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { openAccountant } from '../../src/mastodon/accountant.ts';
import { forward } from '../../src/mastodon/forward.ts';

const START = Date.UTC(2026, 10, 2) as EpochMs;

/** Another app through us, at a server that lets thirty uploads through in half an hour. */
function anUploader() {
  const time = toldTime(START);
  const accountant = openAccountant(time, 1);
  let left = 30;
  const connection = {
    server: 'https://home.example',
    token: 'secret-token',
    send: async () => {
      left -= 1;
      const headers = {
        date: new Date(time.now()).toUTCString(),
        'x-ratelimit-limit': '30',
        'x-ratelimit-remaining': String(Math.max(0, left)),
        'x-ratelimit-reset': isoOf((START + 30 * MINUTE_MS) as EpochMs),
      };
      return Response.json({}, { status: left < 0 ? 429 : 200, headers });
    },
    accountant,
    time,
    userAgent: 'Driftline/0.0.0',
    signal: new AbortController().signal,
  };
  const upload = () => forward(connection, { method: 'POST', path: '/api/v2/media', headers: {} });
  return { accountant, upload };
}

test('the limit on what another app uploads through us holds up nothing that is read', async () => {
  const { accountant, upload } = anUploader();
  const answers: number[] = [];
  for (let nth = 0; nth < 31; nth += 1) answers.push((await upload()).status);
  let isThrough = false;

  void accountant.permit('poll', false).then(() => {
    isThrough = true;
  });
  await Promise.resolve();

  expect([answers[29], answers[30]]).toEqual([200, 429]); // the app hears of it
  expect(isThrough).toBe(true);
  expect(accountant.used().token).toBe(32); // and all of it counts
});

test('a server that throttles with 503 is left alone by everything that reads', async () => {
  const time = toldTime(START);
  const accountant = openAccountant(time, 1);
  const connection = {
    server: 'https://home.example',
    token: 'secret-token',
    send: async () => Response.json({}, { status: 503, headers: { 'retry-after': '30' } }),
    accountant,
    time,
    userAgent: 'Driftline/0.0.0',
    signal: new AbortController().signal,
  };
  let isThrough = false;

  await forward(connection, { method: 'GET', path: '/api/v1/notifications', headers: {} });
  void accountant.permit('poll', false).then(() => {
    isThrough = true;
  });
  await Promise.resolve();
  const atOnce = isThrough;
  await time.passTo((START + 31 * SECOND_MS) as EpochMs);

  expect([atOnce, isThrough]).toEqual([false, true]);
});

test('a film has the time that it takes through a narrow line, and a word has not', async () => {
  const time = toldTime(START);
  const connection = {
    server: 'https://home.example',
    token: 'secret-token',
    send: ({ signal }: Request) =>
      new Promise<Response>((resolve, reject) => {
        time.after(4 * MINUTE_MS, () => resolve(Response.json({})));
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    accountant: openAccountant(time, 1),
    time,
    userAgent: 'Driftline/0.0.0',
    signal: new AbortController().signal,
  };
  const upload = (bytes: number) =>
    forward(connection, {
      method: 'POST',
      path: '/api/v2/media',
      headers: {},
      body: new Uint8Array(bytes),
    }).then(
      ({ status }) => status,
      (error: Error) => error.message,
    );
  const answers = Promise.all([upload(20 * 2 ** 20), upload(20)]);

  await time.passTo((START + 6 * MINUTE_MS) as EpochMs);

  expect(await answers).toEqual([200, 'home.example does not answer']);
});
