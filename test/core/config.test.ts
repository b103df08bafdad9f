import { expect, test } from 'vitest';
import { DEFAULTS, feedNamed, readConfig } from '../../src/core/config.ts';
import { MORNING } from '../../src/core/feed.ts';

const read = (source: string | undefined) => readConfig(source, 'config.toml');

test('a file that is not there means the defaults', async () => {
  expect(await read(undefined)).toBe(DEFAULTS);
});

test('a feed says only what differs', async () => {
  const config = await read('[feeds.calm]\nsize = 80\n[feeds.calm.exponents]\nquiet = 2\n');

  expect(config.feeds.calm).toEqual({
    ...MORNING,
    name: 'calm',
    about: 'A feed of your own.',
    size: 80,
    exponents: { ...MORNING.exponents, quiet: 2 },
  });
  expect(config.feeds.morning).toEqual(MORNING);
});

test('a name is kept as browsers ask for it, without the port that its scheme has', async () => {
  const written = ['https://Reader.example:443', 'http://BOX.local:80', 'https://a.example:8443'];
  const config = await read(`[serve]\nnames = ${JSON.stringify(written)}\n`);

  expect(config.serve.names).toEqual([
    'https://reader.example',
    'http://box.local',
    'https://a.example:8443',
  ]);
});

test.each([
  ['[serve]\nport = 99999', 'config.toml, line 2: serve.port must be a whole number, 1 to 65535'],
  ['\n[rank]\nat = "half past five"', 'config.toml, line 3: rank.at must be a time of day'],
  ['timezone = "Mars/Olympus"', 'config.toml, line 1: timezone must be the name of a time zone'],
  [
    '[feeds.calm]\nsise = 3',
    'config.toml, line 2: feeds.calm.sise is no setting; there are: about, size',
  ],
  ['[feeds.calm.exponents]\n\nquiet = "a lot"', 'line 3: feeds.calm.exponents.quiet must be'],
  [
    '[rank]\nfeed = "calm"',
    'config.toml, line 2: rank.feed names no feed: there is no feed "calm"; there are: morning, quiet-voices',
  ],
  [
    'open_in = "https://phanpy.social/"',
    'config.toml, line 1: open_in must be an address with {id}',
  ],
  ['open_in = "javascript:alert({id})"', 'line 1: open_in must be an address with {id}'],
  ['server = "https://example.social/@ada"', 'line 1: server must be the address of your server'],
  ['server = "https://example.social/?a"', 'line 1: server must be the address of your server'],
  ['server = "ftp://example.social"', 'line 1: server must be the address of your server'],
  ['server = "example"', 'config.toml, line 1: server must be the address of your server'],
  ['[feeds.calm]\nsize = "20 posts"', 'line 2: feeds.calm.size must be a whole number of entries'],
  ['[feeds.calm]\n\nat = "noon"', 'config.toml, line 3: feeds.calm.at must be a time of day'],
  ['[feeds.calm]\ndays = ["sat", "zat"]', 'line 2: feeds.calm.days must be a list of some of'],
  ['[feeds.calm]\ndays = []', 'config.toml, line 2: feeds.calm.days must name a day; without'],
  ['[feeds.calm.filters]\nlanguages = ["English"]', 'line 2: feeds.calm.filters.languages must'],
  ['[feeds.calm.filters]\npeople = ["ada"]', 'feeds.calm.filters.people must be a list of people'],
  [
    '[lists]\nnear = ["a@b.example"]\n[feeds.calm.filters]\nlists = ["far"]',
    'config.toml, line 4: feeds.calm.filters.lists names no list of people: "far" is not under',
  ],
  ['[serve\nport = 1', 'config.toml, line 1'],
])('a mistake is named with its line and its remedy: %s', async (source, message) => {
  await expect(read(source)).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining(message),
  });
});

test('nobody can change the settings once they are read', async () => {
  const config = await read('[serve]\nport = 4041');

  expect(() => Object.assign(config.serve, { port: 1 })).toThrow(TypeError);
});

test('a feed is never found in what all objects have', () => {
  expect(() => feedNamed(DEFAULTS, 'constructor', '--feed')).toThrow('there is no feed');
});

test('sizes, schedules, filters and lists of people are read', async () => {
  const { feeds } = await read(
    `[lists]
near = ["@Ada@example.social"]
[feeds.calm]
size = "20 min"
days = ["sun", "sat"]
[feeds.calm.filters]
languages = ["en"]
tags = ["#Birds"]
lists = ["near"]
with_media = true
`,
  );

  expect(feeds.calm).toMatchObject({
    size: 400,
    minutes: 20,
    schedule: { at: '05:30', days: ['sat', 'sun'] },
    filters: {
      languages: ['en'],
      tags: ['birds'],
      lists: { near: ['ada@example.social'] },
      withMedia: true,
    },
  });
});
