import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/prepare_native.mjs', import.meta.url));

/** What npm starts before it compiles, where nothing can be fetched and headers lie in `headers`. */
function prepared(headers: string) {
  const root = mkdtempSync(join(tmpdir(), 'driftline-install-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [modules, nodeGyp] = [join(root, 'node_modules'), join(root, 'node-gyp.js')];
  const place = join(root, headers);
  put(join(modules, 'better-sqlite3/package.json'), '{ "name": "better-sqlite3" }');
  put(
    join(modules, 'better-sqlite3/build/config.gypi'),
    JSON.stringify({ nodedir: place }, null, 1),
  );
  put(join(modules, 'prebuild-install/package.json'), '{ "name": "prebuild-install" }');
  put(join(modules, 'prebuild-install/bin.js'), 'process.exit(1);');
  put(join(place, 'include/node/node_object_wrap.h'), '');
  put(nodeGyp, '');
  cpSync(SCRIPT, join(root, 'scripts/prepare_native.mjs'));
  const env = { ...process.env, npm_config_node_gyp: nodeGyp, MAKE: 'true', CXX: 'true' };
  const args = [join(root, 'scripts/prepare_native.mjs')];
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  return { status, stderr };
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

test('an install that cannot be compiled for a space in a name ends before, with what to do', () => {
  const { status, stderr } = prepared("Ada's own cache");

  expect(status).toBe(1);
  expect(stderr).toMatch(/^Driftline: [^\n]+ set npm_config_devdir to [^\n]+ install again\.\n$/);
});

test('an install goes on where the headers lie in a folder with a plain name', () => {
  expect(prepared('cäche')).toEqual({ status: 0, stderr: '' });
});
