import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import type { Surroundings } from '../../src/cli/surroundings.ts';
import { DEFAULTS, readConfig } from '../../src/core/config.ts';
import { writtenFilters } from '../../src/core/feed_filters.ts';
import { SIGNAL_TEXTS } from '../../src/core/signals.ts';
import { ROOT, readHouseFile, SOURCES } from './house_files.ts';

const README = readHouseFile('README.md').text;
const ARCHITECTURE = readHouseFile('ARCHITECTURE.md').text;

test.each(COMMANDS.map(({ name, load }) => [name, load] as const))(
  'the README tells of %s and of each of its options',
  async (name, load) => {
    const command = new Command(name);
    // Defining a command reads nothing of its surroundings; running it would.
    (await load()).define(command, {} as Surroundings);

    const unsaid = command.options
      .map(({ long }) => long as string)
      .filter((option) => !README.includes(option));

    expect(README).toMatch(new RegExp(`driftline ${name}\\b`));
    expect(unsaid).toEqual([]);
  },
);

test('the README tells of every setting of a feed', () => {
  const settings = [
    ...Object.keys(DEFAULTS.feeds.morning?.quotas ?? {}),
    ...Object.keys(DEFAULTS.feeds.morning?.exponents ?? {}),
    ...FEED_SETTINGS,
  ];

  expect(settings.filter((name) => !README.includes(name))).toEqual([]);
});

test('the settings that the README shows can be pasted', async () => {
  const shown = /```toml\n([\s\S]*?)```/.exec(README)?.[1];

  const config = await readConfig(shown, 'README.md');

  expect(config.feeds.calm?.size).toBe(80);
});

test('every signal has an exponent, and every exponent a signal', () => {
  const exponents = Object.keys(DEFAULTS.feeds.morning?.exponents ?? {});

  expect(exponents.toSorted()).toEqual(Object.keys(SIGNAL_TEXTS).toSorted());
});

test('the environment variables that are read are told of', () => {
  const read = SOURCES.flatMap(({ text }) => [...text.matchAll(/env\.(DRIFTLINE_\w+)/g)]).map(
    (match) => match[1] as string,
  );

  expect([...new Set(read)].filter((name) => !README.includes(name))).toEqual([]);
});

test('ARCHITECTURE.md names every folder of the source', () => {
  const folders = new Set(SOURCES.map(({ path }) => path.split('/').slice(0, -1).join('/')));

  const unnamed = [...folders].filter((folder) => !ARCHITECTURE.includes(`${folder}/`));

  expect(unnamed).toEqual([]);
});

test('the changelog says nothing twice', () => {
  const entries: readonly string[] = readHouseFile('CHANGELOG.md').text.match(/^- .{60}/gm) ?? [];

  expect(entries.filter((entry, at) => entries.indexOf(entry) !== at)).toEqual([]);
});

test('links between the documents lead somewhere', () => {
  const broken = ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md'].flatMap((path) =>
    [...readHouseFile(path).text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map((match) => match[1] as string)
      .filter((target) => !existsSync(`${ROOT}/${target}`))
      .map((target) => `${path}: ${target}`),
  );

  expect(broken).toEqual([]);
});

const FEED_SETTINGS = [
  'size',
  'temperature',
  'per_author',
  'spacing',
  'reach_days',
  'deadline_days',
  'quiet_deadline_days',
  'about',
  'order',
  'sql',
  'limit_seconds',
  'copied_from',
  'at',
  'days',
  ...Object.keys(writtenFilters({})),
];
