import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { disk } from '../../src/store/disk.ts';
import { takeIngestLock } from '../../src/store/lock.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome, hours, post } from '../support/entries.ts';
import { anOlderFile } from '../support/older_file.ts';
import { wallTime } from '../support/wall_time.ts';

/** The command line on a terminal of `columns`. */
function aTerminal(columns = 80, crontab = '') {
  const line = aCommandLine({
    time: { now: () => hours(30), after: () => () => {} },
    // That of whoever runs this is none of it.
    execute: async () => ({ code: 0, stdout: crontab, isWhole: true, stderr: '', isLate: false }),
  });
  const look = async () => {
    let said = '';
    const write = async (text: string) => {
      said += text;
    };
    const { exitCode, stderr } = await line.run([], {
      stdout: { write, isTerminal: true, columns },
      env: { NO_COLOR: '1' },
    });
    return { exitCode, stderr, said };
  };
  return { ...line, look };
}

function logIn(line: { readonly credentialsFile: string }) {
  const login = { server: 'https://example.social', token: 'literal', acct: 'me@example.social' };
  const rest = { account_id: '1', client_id: '', client_secret: '', scopes: 'read' };
  disk.writePrivate(line.credentialsFile, JSON.stringify({ ...login, ...rest }));
}

function collect({ databaseFile }: { readonly databaseFile: string }) {
  mkdirSync(dirname(databaseFile), { recursive: true });
  const { database, receive } = aHome(databaseFile);
  receive(post({ id: '1', by: 'ada', atMs: hours(28) }), hours(28));
  database.close();
}

test('alone on a terminal it tells a newcomer three ways to begin', async () => {
  const { look } = aTerminal();

  const { exitCode, said } = await look();

  expect(exitCode).toBe(0);
  expect(said).toContain('nobody is logged in');
  expect(said).toMatch(/driftline demo .*\n.*driftline try SERVER .*\n.*driftline login SERVER/);
  expect(said.split('\n').length).toBeLessThan(15);
});

test('it says who is logged in, that nothing collects, and to start it', async () => {
  const line = aTerminal();
  logIn(line);
  collect(line);

  const { said } = await line.look();

  expect(said).toContain('@me@example.social');
  expect(said).toContain('not collecting; the latest came 2 hours ago');
  expect(said).toMatch(/Next\n {2}driftline run/);
});

/** Something that answers as /health does; gives its port. */
async function aPageOf(health: unknown): Promise<number> {
  const page = createServer((_, answer) => answer.end(JSON.stringify(health)));
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void page.close());
  return (page.address() as AddressInfo).port;
}

test('the page of another database, as the demo has one, is not taken for its own', async () => {
  const line = aTerminal();
  logIn(line);
  collect(line);
  const troubles = [{ what: 'The other’s server is away', remedy: 'Wait.' }];
  for (const health of [{ database: '/somewhere/else.db', troubles }, {}, [], 'up', null]) {
    disk.writePrivate(line.configFile, `[serve]\nport = ${await aPageOf(health)}\n`);

    const { said } = await line.look();

    expect(said).not.toContain('away');
    expect(await line.json()).toMatchObject({ page: null, troubles: [] });
  }
});

test('it says that somebody collects, where the page is, and what is wrong there', async () => {
  const line = aTerminal();
  logIn(line);
  collect(line);
  const lock = takeIngestLock(line.databaseFile);
  onTestFinished(lock.release);
  const troubles = [{ what: 'Your server is away', remedy: 'Driftline keeps trying.' }];
  const port = await aPageOf({ database: line.databaseFile, troubles });
  disk.writePrivate(line.configFile, `[serve]\nport = ${port}\n`);

  const { said } = await line.look();
  const document = await line.json();

  expect(said).toContain('collecting; the latest came 2 hours ago');
  expect(said).toContain('Your server is away. Driftline keeps trying.');
  expect(said).toMatch(new RegExp(`Next\n  http://127.0.0.1:${port}/ +read`));
  expect(document).toMatchObject({
    login: { server: 'https://example.social', acct: 'me@example.social' },
    ingesting: true,
    page: `http://127.0.0.1:${port}/`,
    last_arrival: '2026-11-02T10:00:00.000Z',
    next: [`http://127.0.0.1:${port}/`, 'driftline doctor'],
  });
});

test('it finds a page that is served elsewhere than the settings say', async () => {
  const line = aTerminal();
  logIn(line);
  collect(line);
  const lock = takeIngestLock(line.databaseFile);
  onTestFinished(lock.release);
  const stopping = new AbortController();
  let heard = '';
  const stdout = {
    write: async (text: string) => {
      heard += text;
    },
    isTerminal: false,
    columns: 80,
  };
  const once = { stdout, stopped: stopping.signal, time: wallTime };
  const serving = line.run(['serve', '--port', '0'], once);
  await expect.poll(() => heard, { timeout: 30_000 }).toContain('Reading at');
  const url = /Reading at (\S+)/.exec(heard)?.[1];

  const whileServed = (await line.look()).said;
  stopping.abort();
  await serving;
  const afterwards = (await line.look()).said;

  expect(whileServed).toContain(`Next\n  ${url}  read`);
  expect(afterwards).toContain('driftline serve');
});

test('to look whether somebody collects keeps nobody from it', async () => {
  const line = aTerminal();
  collect(line);
  takeIngestLock(line.databaseFile).release();

  const { said } = await line.look();
  const lock = takeIngestLock(line.databaseFile);
  lock.release();

  expect(said).toContain('not collecting');
});

test('where cron or a service should collect it proposes no second Driftline', async () => {
  const lines = '# driftline: begin (written by "driftline service"; --uninstall takes it out)\n';
  const byCron = aTerminal(80, `${lines}7 * * * * driftline ingest --once\n# driftline: end\n`);
  const byUnit = aTerminal();
  for (const line of [byCron, byUnit]) {
    logIn(line);
    collect(line);
  }
  disk.writePrivate(
    join(byUnit.home, '.config/systemd/user/driftline.service'),
    'ExecStart="node" "driftline" "run"\n',
  );

  const cron = await byCron.look();
  const unit = await byUnit.look();

  expect(cron.said).toContain('collected by cron; the latest came 2 hours ago');
  expect(cron.said).toMatch(/Next\n {2}driftline edition .*\n {2}driftline serve/);
  expect(unit.said).toContain('not collecting, though there is a service for it');
  expect(unit.said).toMatch(/Next\n {2}systemctl --user restart .*\n {2}journalctl --user -u/);
  expect(`${cron.said}${unit.said}`).not.toContain('driftline run');
});

test('a narrow terminal has no longer lines', async () => {
  const line = aTerminal(40);
  logIn(line);
  collect(line);

  const { said } = await line.look();

  expect(Math.max(...said.split('\n').map((one) => one.length))).toBeLessThanOrEqual(40);
});

test('a mistake in the settings is said, and does not end it', async () => {
  const line = aTerminal();
  logIn(line);
  disk.writePrivate(line.configFile, 'colour = "red"\n');

  const { exitCode, said } = await line.look();

  expect(exitCode).toBe(0);
  expect(said).toMatch(/not well {2}.*config\.toml, line 1:\s+colour is no setting/s);
  expect((await line.json()).next).toEqual(['driftline doctor']);
});

test('with a database that does not open it suggests nothing that would not start', async () => {
  const line = aTerminal();
  logIn(line);
  collect(line);
  disk.writePrivate(line.databaseFile, 'what is left after a bad night of the disk');

  expect((await line.json()).next).toEqual(['driftline doctor']);
  expect((await line.look()).said).toMatch(/home +not collecting\n/);
});

test('beside an older Driftline it says how that is started anew, and nothing that is refused', async () => {
  const line = aTerminal();
  logIn(line);
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  anOlderFile(line.databaseFile, 30);
  const lock = takeIngestLock(line.databaseFile);

  const { next, troubles } = await line.json();
  lock.release();

  expect(next).toEqual(['driftline doctor']);
  expect(troubles[0].what).toContain(
    '"systemctl --user restart driftline" where it is the service; "driftline service --install"',
  );
});

test('a script that leaves the command out has made a mistake', async () => {
  const { exitCode, stdout, stderr } = await aCommandLine().run([]);

  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain('Usage: driftline');
});

test('a file that cannot be opened keeps its name at the head of a sentence', async () => {
  const line = aCommandLine();
  const file = 'mine.db';
  disk.writePrivate(join(line.home, file), 'no database');
  const folder = process.cwd();
  onTestFinished(() => process.chdir(folder));
  process.chdir(line.home);

  const { stdout } = await line.run(['--json', '--db', file]);

  const { troubles } = JSON.parse(stdout) as { troubles: { what: string }[] };
  expect(troubles[0]?.what).toMatch(/^mine\.db is not a Driftline database/);
});
