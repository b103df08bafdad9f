import type { Person } from './world.ts';

export type Flooder = Pick<
  Person,
  'username' | 'domain' | 'displayName' | 'note' | 'isBot' | 'topics'
>;

const MACHINE_NOTES = {
  readings: 'Readings from stations that do not exist. Every hour, whether you look or not.',
  museum: 'One object at a time from a museum that nobody built.',
};

const newsroom = (username: string, displayName: string, note: string): Flooder => ({
  ...{ username, displayName, note, isBot: false, topics: ['news'] },
  domain: 'newsdesk.example',
});

const machine = (username: string, displayName: string, topic: 'readings' | 'museum'): Flooder => ({
  ...{ username, displayName, note: MACHINE_NOTES[topic], isBot: true, topics: [topic] },
  domain: 'robots.example',
});

/** Newsrooms and bots, which post more than anybody reads. */
export const FLOODERS: readonly Flooder[] = [
  newsroom(
    'harrowmere_courier',
    'The Harrowmere Courier',
    'All the news from Harrowmere and the marsh.',
  ),
  machine('tide_and_sky', 'Tide & Sky (bot)', 'readings'),
  newsroom('vennick_wire', 'Vennick Wire', 'What the council said, within the hour.'),
  machine('museum_drawer', 'Museum Drawer (bot)', 'museum'),
  ...Array.from({ length: 40 }, (_, at) =>
    at % 2 === 0
      ? newsroom(`district_news_${at + 1}`, `District News ${at + 1}`, 'Local news, all of it.')
      : machine(`station_${at + 1}`, `Station ${at + 1} (bot)`, 'readings'),
  ),
];
