import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

/**
 * Programs of these names on PATH, in the place of the machine's: a test must neither change the
 * crontab nor the services of whoever runs it.
 */
export function onPath(programs: Readonly<Record<string, string>>, isAlone = false) {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-path-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  const path = isAlone ? folder : `${folder}${delimiter}${process.env.PATH}`;
  vi.stubEnv('PATH', path);
  return folder;
}

/** A crontab that is a file, as crontab(1) answers. */
export function aCrontab(before?: string | Uint8Array) {
  const folder = onPath({
    crontab: `
      case "$1" in
        -l) [ -f "$(dirname "$0")/table" ] || { echo "no crontab for me" >&2; exit 1; }
            cat "$(dirname "$0")/table";;
        -) cat > "$(dirname "$0")/table"; echo written >> "$(dirname "$0")/writes";;
      esac`,
  });
  const table = join(folder, 'table');
  if (before !== undefined) writeFileSync(table, before);
  const writes = () =>
    existsSync(join(folder, 'writes')) ? readFileSync(join(folder, 'writes'), 'utf8') : '';
  return { read: () => readFileSync(table, 'utf8'), writes };
}
