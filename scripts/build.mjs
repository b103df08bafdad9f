// Compiles src/ to build/, a module each, for scripts and tests; gathers these into the program, in
// dist/, with the page's browser code and its style sheets as they are.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gatherProgram } from './build_program.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
const SOURCE = join(ROOT, 'src');
const DIST = join(ROOT, 'dist');

// What was removed from src/ must not live on in either.
for (const folder of ['build', 'dist'])
  rmSync(join(ROOT, folder), { recursive: true, force: true });
compile('tsconfig.json');
compile('src/http/web/tsconfig.browser.json');
for (const path of readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }))
  if (path.endsWith('.css')) copyFileSync(join(SOURCE, path), join(DIST, 'web', basename(path)));
await gatherProgram(ROOT, DIST);
chmodSync(join(DIST, 'main.js'), 0o755);
// scripts/set_up.mjs compares the sources with this file's time.
writeFileSync(join(DIST, '.built'), '');

function compile(project) {
  const done = spawnSync(process.execPath, [TSC, '-p', project], { cwd: ROOT, stdio: 'inherit' });
  if (done.status !== 0) process.exit(1);
}
