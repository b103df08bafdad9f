import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import type { Output, Surroundings } from '../../src/cli/surroundings.ts';
import {
  drawAside,
  explainAside,
  lastChancesAside,
  statisticsAside,
} from '../../src/draw_aside.ts';
import { execute } from '../../src/execute.ts';
import { runOwnSqlAside } from '../../src/own_sql_aside.ts';
import { disk } from '../../src/store/disk.ts';
import { wallTime } from './wall_time.ts';

export interface Said {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line in a home of its own that is thrown away: everything real but the process. */
export function aCommandLine(more: Partial<Surroundings> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'driftline-cli-'));
  atTheEnd(() => rmSync(home, { recursive: true, force: true }));
  const surroundings = (once: Partial<Surroundings> = {}): Surroundings => ({
    stdout: outputTo(() => {}),
    stderr: outputTo(() => {}),
    stdin: () => inputOf(''),
    hideTyping: async () => () => {},
    time: wallTime,
    fetch: globalThis.fetch,
    random: () => 0.5,
    randomText: () => 'a-literal-seed',
    files: disk,
    stopped: new AbortController().signal,
    version: '0.0.0-test',
    spareMemory: async () => {},
    failQuietly: () => {},
    drawAside,
    explainAside,
    lastChancesAside,
    statisticsAside,
    runOwnSql: runOwnSqlAside,
    openBrowser: async () => false,
    execute,
    loadAside: async () => {},
    machine: {
      platform: 'linux',
      node: '/usr/bin/node',
      nodeVersion: '20.19.0',
      script: '/opt/driftline/dist/main.js',
      folder: home,
    },
    addresses: () => ['192.168.1.5'],
    ...more,
    ...once,
    env: { HOME: home, ...more.env, ...once.env },
  });
  const run = async (args: readonly string[], once: Partial<Surroundings> = {}): Promise<Said> => {
    let stdout = '';
    let stderr = '';
    let isFailure = false;
    const said = {
      stdout: outputTo((text) => {
        stdout += text;
      }),
      stderr: outputTo((text) => {
        stderr += text;
      }),
      failQuietly: (failed: boolean) => {
        isFailure = failed;
      },
    };
    const exitCode = await runProgram(args, surroundings({ ...said, ...once }));
    return { exitCode: exitCode === 0 && isFailure ? 1 : exitCode, stdout, stderr };
  };
  /** What a command prints with `--json`, where it succeeds and says nothing beside. */
  const json = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await run([...args, '--json']);
    if (exitCode !== 0 || stderr !== '') throw new Error(`${args.join(' ')}: ${stderr}`);
    return JSON.parse(stdout);
  };
  /** The server's ids of what a draw now would hold, sorted. */
  const drawn = async (): Promise<readonly string[]> => {
    const entries: { status_id: string }[] = await json('rank', '--dry-run');
    return entries.map(({ status_id }) => status_id).toSorted();
  };
  return {
    home,
    databaseFile: join(home, '.local/share/driftline/driftline.db'),
    configFile: join(home, '.config/driftline/config.toml'),
    credentialsFile: join(home, '.config/driftline/credentials.json'),
    surroundings,
    run,
    json,
    drawn,
  };
}

/** Of the test that runs; of the file where none does. */
function atTheEnd(run: () => void): void {
  try {
    onTestFinished(run);
  } catch {
    afterAll(run);
  }
}

export async function* inputOf(text: string): AsyncGenerator<Uint8Array, void> {
  if (text !== '') yield new TextEncoder().encode(text);
}

function outputTo(keep: (text: string) => void): Output {
  return { write: async (text) => keep(text), isTerminal: false, columns: 100 };
}
