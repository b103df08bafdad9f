import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { anInstalled, putOtherStatements } from '../support/installed.ts';
import { aRunningPage } from '../support/running.ts';
import { aPerson, smallWorld } from '../support/small_world.ts';

/** What is loaded once alone, before anything goes on. */
const BEFORE = ['always.js', 'pair.js', 'crawl_expected.js'];

/** Writes the name of each file that is looked for and found into the file FOUND. */
const LISTENING = `
  const { Module } = require('node:module');
  const { _resolveFilename: find } = Module;
  Module._resolveFilename = (...asked) => {
    const found = find(...asked);
    require('node:fs').appendFileSync(process.env.FOUND, found + '\\n');
    return found;
  };
`;

/** A program that says what it loads, and what of its own it would have to load later. */
function aListened() {
  const { home } = aCommandLine();
  const { main } = anInstalled(`${home}/installed`);
  const [listening, found] = [join(home, 'listening.cjs'), join(home, 'found')];
  writeFileSync(listening, LISTENING);
  const env = { HOME: home, NODE_OPTIONS: `--require=${listening}`, FOUND: found };
  const later = () => {
    const program = join(dirname(main), 'program');
    const files = readFileSync(found, 'utf8').split('\n');
    const loaded = new Set(files.filter((file) => dirname(file) === program).map(nameOf));
    expect(loaded.size).toBeGreaterThan(30);
    return [...loaded]
      .filter((name) => !BEFORE.includes(name))
      .flatMap((name) => requiredBy(join(program, name)))
      .filter((name) => !BEFORE.includes(name) && !loaded.has(name));
  };
  return { main, env, later };
}

test.each(['run', 'serve'])('driftline %s loads at its start all it needs', async (command) => {
  const { main, env, later } = aListened();

  const page = await aRunningPage([command], env, main);
  await page.read('health'); // it goes on

  expect(later()).toEqual([]);
});

test('driftline backfill, which may take a day, loads at its start all it needs', async () => {
  const { main, env, later } = aListened();
  const { url, token } = await aServerForOneTest(smallWorld([aPerson('ada')], []));
  const login = { DRIFTLINE_SERVER: url, DRIFTLINE_TOKEN: token };

  const child = spawn(process.execPath, [main, 'backfill'], { env: { ...env, ...login } });
  const [code] = await once(child, 'close');

  expect(code).toBe(0);
  expect(later()).toEqual([]);
});

function nameOf(file: string): string {
  return basename(file);
}

function requiredBy(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/\brequire\("\.\/([^"]+)"\)/g)].map(([, name = '']) => name);
}

test('settings that are written after another version was put there hold in this one', async () => {
  const { home, configFile } = aCommandLine();
  const { main, manifest, sql } = anInstalled(`${home}/installed`);
  const page = await aRunningPage(['run'], { HOME: home }, main);
  await page.read('health'); // it goes on

  for (const folder of ['program', 'web'].map((name) => join(dirname(main), name)))
    for (const name of readdirSync(folder))
      writeFileSync(join(folder, name), 'throw new Error("of another version")');
  putOtherStatements(sql);
  writeFileSync(manifest, JSON.stringify({ type: 'module', version: '99.1.0' }));
  mkdirSync(dirname(configFile), { recursive: true });
  writeFileSync(configFile, '[feeds.evenings]\nabout = "Of the evening."\n');
  const feeds = await (await fetch(`${page.url}feeds`)).text();
  const style = await (await fetch(`${page.url}assets/page.css`)).text();
  const drawn = await page.send('draw', {});

  expect(feeds).toContain('evenings');
  expect(style).not.toContain('of another version');
  expect(drawn.status).toBe(503);
  expect(await drawn.text()).toContain('another version of Driftline was installed over this one');
});
