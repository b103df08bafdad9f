import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';

/** A Node under its version's own folder, and another name for it that is on the path. */
async function unitOf(versionFolder: string) {
  const line = aCommandLine();
  const home = realpathSync(line.home);
  const node = join(home, versionFolder, 'bin/node');
  const linked = join(home, 'bin/node');
  for (const file of [node, linked]) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(node, '');
  symlinkSync(node, linked);
  const { machine } = line.surroundings();
  const env = {
    PATH: ['relative', join(home, 'elsewhere'), dirname(node), dirname(linked)].join(':'),
  };
  const { stdout } = await line.run(['service', 'systemd'], { env, machine: { ...machine, node } });
  return { started: /^ExecStart="(.*?)"/m.exec(stdout)?.[1], node, linked };
}

test.each(['Cellar/node/24.1.0', 'nix/store/0abc-nodejs-24.1.0'])(
  'a service starts Node by the name that outlives %s',
  async (versionFolder) => {
    const { started, linked } = await unitOf(versionFolder);

    expect(started).toBe(linked);
  },
);

test('a service starts any other Node where it lies: a shell’s own link goes with the shell', async () => {
  const { started, node } = await unitOf('versions/node/v24.1.0');

  expect(started).toBe(node);
});

test.each(['systemd', 'launchd', 'cron'])(
  'a service by %s trusts what the shell trusts, and has the memory that it gives',
  async (kind) => {
    const line = aCommandLine();
    const env = {
      NODE_EXTRA_CA_CERTS: 'own ca.pem',
      NODE_OPTIONS: '--require /tmp/debugger.js --max-old-space-size=4096',
    };

    const { stdout } = await line.run(['service', kind], { env });

    expect(stdout).toContain(join(line.surroundings().machine.folder, 'own ca.pem'));
    expect(stdout).toMatch(/NODE_OPTIONS.{1,14}--max-old-space-size=4096\W/);
    expect(stdout).not.toContain('debugger');
  },
);
