import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { aServedApi, converse } from '../../support/served_api.ts';
import { aTerminal, isTootHere, postIn, tootLoggedIn } from '../../support/toot.ts';

const PATIENCE_MS = 3_000;

/** `[home] 1175… - status 2 of 40`: the line at its foot. */
const footOf = (place: number) =>
  new RegExp(`\\[home\\][^-]*?(\\d{10,}) - status ${place} of \\d+`);

test.skipIf(!isTootHere)(
  'toot’s screen reads the whole edition, opens a thread and acts',
  async () => {
    const api = await aServedApi();
    const env = await tootLoggedIn(api);
    const screen = converse('script', aTerminal('stty rows 50 cols 160; toot tui'), env);
    const read: string[] = [];

    for (let place = 1; place <= api.order.length; place += 1) {
      const shown = screen.until(footOf(place));
      // At the end of a page it fetches the next one, and the key is to be pressed again.
      for (let isShown = place === 1; !isShown; ) {
        screen.say('j');
        isShown = await Promise.race([
          shown.then(() => true),
          pause(PATIENCE_MS).then(() => false),
        ]);
      }
      read.push(postIn(api, (await shown)[1] as string));
    }
    screen.say('t');
    await screen.until(/\[thread\]/);
    screen.say('q');
    screen.say('f');

    expect(read).toEqual(api.order);
    expect(api.had('served')).toEqual(api.order.map((_, at) => at + 1));
    await expect.poll(api.acts, { timeout: 10_000 }).toEqual(['favourite']);
    expect(api.had('opened')).toHaveLength(1);
  },
  90_000,
);
