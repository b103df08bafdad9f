import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';

test.each([
  ['of the usual database', [], ''],
  ['of one of its own', ['--db'], ' --db FILE, with the files that it was started with'],
])(
  'on the page %s the command for a device that is not paired finds it',
  async (_, named, more) => {
    const { run, configFile, databaseFile } = aCommandLine();
    mkdirSync(dirname(configFile), { recursive: true });
    writeFileSync(configFile, '[serve]\npair = "always"\n');
    const stopping = new AbortController();
    let said = '';
    const write = async (text: string) => {
      said += text;
    };
    const stdout = { write, isTerminal: false, columns: 100 };
    const files = named.flatMap((option) => [option, `${databaseFile}.other`]);
    const over = run(['serve', '--port', '0', ...files], { stdout, stopped: stopping.signal });
    await expect.poll(() => said, { timeout: 10_000 }).toMatch(/Reading at .*\n/);
    const url = /http:\S+/.exec(said)?.[0] as string;

    const page = await (await fetch(url)).text();
    stopping.abort();
    await over;

    const command = `driftline serve --pair --port ${new URL(url).port}`;
    expect(page).toBe(
      `This device is not paired. On the machine of this page, type: ${command}${more}\n`,
    );
  },
);
