// Compiles src/ to dist/: the program, the page's browser code, and its style sheets as they are.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
const SOURCE = join(ROOT, 'src');
const TARGET = join(ROOT, 'dist');

// What was removed from src/ must not live on in dist/.
rmSync(TARGET, { recursive: true, force: true });
compile('tsconfig.json');
compile('src/http/web/tsconfig.browser.json');
copyAsTheyAre(['.css', '.svg']);
chmodSync(join(TARGET, 'main.js'), 0o755);
// scripts/set_up.mjs compares the sources with this file's time.
writeFileSync(join(TARGET, '.built'), '');

function compile(project) {
  const done = spawnSync(process.execPath, [TSC, '-p', project], { cwd: ROOT, stdio: 'inherit' });
  if (done.status !== 0) process.exit(1);
}

function copyAsTheyAre(endings) {
  for (const entry of readdirSync(SOURCE, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !endings.some((ending) => entry.name.endsWith(ending))) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(TARGET, relative(SOURCE, from));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
  }
}
