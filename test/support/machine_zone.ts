import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of one's own, and on the path a shell that says which zone this machine is in. */
export function aMachineIn(zone: string) {
  const home = mkdtempSync(join(tmpdir(), 'driftline-zone-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  writeFileSync(join(home, 'sh'), `#!/bin/sh\necho ${zone}\n`);
  chmodSync(join(home, 'sh'), 0o755);
  return { HOME: home, PATH: [home, process.env.PATH].join(delimiter) };
}
