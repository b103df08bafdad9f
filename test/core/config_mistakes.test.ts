import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { examineConfig, readConfig } from '../../src/core/config.ts';
import { aCommandLine } from '../support/command_line.ts';

const TABLES = [
  '',
  'serve',
  'media',
  'rank',
  'keep',
  'feeds.calm',
  'feeds.calm.quotas',
  'feeds.calm.exponents',
  'feeds.calm.filters',
];
const OPEN_TABLES = ['lists', 'feeds'];
/** Something of each kind that TOML knows, each beyond what any setting takes. */
const WRONG = [
  '-7',
  '1e9',
  '0.5e-9',
  'nan',
  '"?"',
  '""',
  'true',
  '1979-05-27',
  '[]',
  '[1]',
  '["?"]',
  '[{}]',
  '{ a = 1 }',
];
/** How a sentence goes on after the setting's name. */
const REMEDY = / (?:must (?:be|name|have) |is no setting; there are: |names no |is there )/;

async function mistakeIn(source: string): Promise<string | undefined> {
  try {
    await readConfig(source, 'config.toml');
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const settingIn = (table: string, name: string, value: string) =>
  `# mine\n${table === '' ? '' : `[${table}]\n`}${name} = ${value}\n`;

/** As the message of an unknown one lists them: so none is forgotten here. */
async function settingsOf(table: string): Promise<readonly string[]> {
  const message = await mistakeIn(settingIn(table, 'nonsense', '1'));
  return message?.split('there are: ')[1]?.split(', ') ?? [];
}

test.each(TABLES)(
  'whatever is wrong in [%s] is named, with its line and its remedy',
  async (table) => {
    const names = await settingsOf(table);

    const unclear: string[] = [];
    let mistakes = 0;
    for (const name of names) {
      for (const value of WRONG) {
        const source = settingIn(table, name, value);
        const message = await mistakeIn(source);
        if (message === undefined) continue;
        mistakes += 1;
        const path = table === '' ? name : `${table}.${name}`;
        const isNamed = new RegExp(`^config\\.toml, line \\d: ${path}`).test(message);
        if (!isNamed || !REMEDY.test(message)) unclear.push(`${source}-> ${message}`);
      }
    }

    expect(unclear).toEqual([]);
    expect(names.length).toBeGreaterThan(0);
    expect(mistakes).toBeGreaterThanOrEqual(names.length * (WRONG.length - 6));
  },
);

test.each([...TABLES.slice(1), ...OPEN_TABLES])(
  'a list where [%s] should be is said',
  async (table) => {
    expect(await mistakeIn(`[[${table}]]\nsize = 1\n`)).toMatch(
      new RegExp(`^config\\.toml, line 1: ${table} must be a table`),
    );
  },
);

test.each(OPEN_TABLES)('what is no table where [%s] should be is said', async (table) => {
  for (const value of ['1', '"?"', '[]', 'true'])
    expect(await mistakeIn(`${table} = ${value}\n`)).toMatch(
      new RegExp(`^config\\.toml, line 1: ${table} must be a table`),
    );
});

test('how long an edition may be at the most is said, in posts and in minutes', async () => {
  for (const size of ['2001', '"241 min"', '0'])
    expect(await mistakeIn(`[feeds.calm]\nsize = ${size}\n`)).toMatch(
      /1 to 2000, or .* up to 240$/,
    );
  expect(await mistakeIn('[feeds.calm]\nsize = "240 min"\n')).toBeUndefined();
});

test.each([
  ['[serve]\nport = 1\nport = 2\n', 3],
  ['[serve]\n[serve]\n', 2],
  ['timezone = "Europe/Rome\n', 1],
  ['timezone = Europe/Rome\n', 1],
  ['a\u0000b = 1\n', 1],
  ['timezone\n', 1],
  ['[feeds.calm\nsize = 1\n', 1],
  ['just a letter to a friend', 1],
  ['= 3', 1],
  ['\ud800', 1],
])('what is no TOML is said with its line and its remedy: %j', async (source, line) => {
  expect(await mistakeIn(source)).toMatch(
    new RegExp(`^config\\.toml, line ${line}: this is no TOML \\(.+\\): a setting is name = value`),
  );
});

test('a file in another encoding, a folder, or one that only looks empty is no riddle', async () => {
  const line = aCommandLine();
  mkdirSync(dirname(line.configFile), { recursive: true });
  const asked = async (content: Uint8Array | string) => {
    writeFileSync(line.configFile, content);
    return (await line.run(['feeds'])).stderr;
  };

  expect(await asked(Buffer.from('timezone = "Europe/Rome"', 'utf16le'))).toMatch(
    /config\.toml, line 1: \S/,
  );
  expect(await asked('\ufefftimezone = "Europe/Rome"\n')).toBe('');
  expect(await asked('# nothing\n')).toBe('');
  const folder = await line.run(['feeds', '--config', dirname(line.configFile)]);
  expect(folder.exitCode).toBe(2);
  expect(folder.stderr).toMatch(/^driftline: .+\.config\/driftline .*is a folder/);
});

test('letters in another encoding are no other file, person or name in silence', async () => {
  const line = aCommandLine();
  mkdirSync(dirname(line.configFile), { recursive: true });
  const asked = async (text: string) => {
    writeFileSync(line.configFile, Buffer.from(text, 'latin1'));
    return (await line.run(['feeds'])).stderr;
  };
  const wrong = / has letters that are no UTF-8: save the file as UTF-8, and write them anew\n$/;

  expect(await asked('# für\ntimezone = "Europe/Rome"\n')).toBe('');
  for (const [text, setting] of [
    ['\nafter_draw = "cat > ~/Döcs/x.html"\n', 'line 2: after_draw'],
    ['[lists]\n"näh" = ["ada@example.social"]\n', 'line 2: lists.n\ufffdh'],
    ['[feeds.calm.filters]\ntags = ["vögel", "bäume"]\n', 'line 2: feeds.calm.filters.tags'],
  ] as const) {
    const said = await asked(text);
    expect(said).toMatch(wrong);
    expect(said).toContain(`config.toml, ${setting} `);
  }
});

test.each(['constructor', 'prototype', '__proto__'])(
  'a feed or a list called %s is refused: it was left away',
  async (name) => {
    expect(await mistakeIn(`[feeds.${name}]\nsize = 3\n`)).toMatch(
      new RegExp(`line 1: feeds\\.${name} cannot be called that: take another name$`),
    );
    expect(await mistakeIn(`[lists]\n${name} = []\n`)).toContain(`line 2: lists.${name} cannot`);
  },
);

test('each setting that is wrong is listed once, however many rules it breaks', async () => {
  const source = '[keep]\ndays = 1.5\ntext_days = -0.5\n[feeds.calm]\ndays = ["x", "y"]\n';

  const { mistakes } = await examineConfig(source, 'config.toml');

  expect(mistakes.map(({ line, setting }) => [line, setting])).toEqual([
    [2, 'keep.days'],
    [3, 'keep.text_days'],
    [5, 'feeds.calm.days'],
  ]);
});
