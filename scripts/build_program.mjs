// Gathers the modules of build/ and the packages that they use into a few CommonJS files: to load a
// file costs a start 0.4 ms, and as an ES module half as much again (ARCHITECTURE.md, Start-up).
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** The roots that dist/main.js starts, in this process or beside it. */
const ROOTS = ['main', 'worker', 'own_sql_child'];
/** What nearly every command loads besides main: it stands in one file too. */
const SHARED = [
  'cli/session',
  'core/config',
  'store/migrate',
  'store/read_only',
  'cli/stats',
  'cli/stats_lines',
];

/** commander starts no programs for us: what it would do that with are all of Node's sockets. */
const WITHOUT_PROGRAMS = {
  name: 'commander without programs',
  transform: (code, id) =>
    id.endsWith('/commander/lib/command.js')
      ? code.replace("require('node:child_process')", 'undefined')
      : null,
};

/** Writes main.js, program/ and LICENCES.txt into `dist`. */
export async function gatherProgram(root, dist) {
  const at = (name) => join(root, 'build', `${name}.js`);
  let grouped;
  const groupOf = (id, graph) => {
    grouped ??= [closureOf(['main'].map(at), graph), closureOf(SHARED.map(at), graph)];
    const [always, shared] = grouped;
    // A root begins as it is loaded: what others load stands beside it.
    if (ROOTS.some((name) => id === at(name))) return null;
    return always.has(id) ? 'always' : shared.has(id) ? 'shared' : null;
  };
  const program = await gathered(Object.fromEntries(ROOTS.map((name) => [name, at(name)])), {
    output: {
      dir: join(dist, 'program'),
      codeSplitting: { groups: [{ name: groupOf, debugName: 'always and shared' }] },
    },
  });
  const digest = createHash('sha256');
  for (const { fileName, code } of program) digest.update(`${fileName}\n${code}`);
  const define = { BUILD: JSON.stringify(digest.digest('hex').slice(0, 16)) };
  await gathered({ main: at('start') }, { output: { dir: dist }, define });
  // Inside dist/ a .js file is CommonJS; the project's own are ES modules.
  writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
  writeFileSync(join(dist, 'LICENCES.txt'), licencesOf(program));
}

async function gathered(input, { output, define = {} }) {
  const bundle = await rolldown({
    input,
    platform: 'node',
    transform: { define, target: 'node20' },
    // What better-sqlite3 would look for its compiled part with: store/sqlite.ts names that.
    external: [/^node:/, 'bindings'],
    plugins: [WITHOUT_PROGRAMS],
    checks: { ineffectiveDynamicImport: false },
  });
  const names = { entryFileNames: '[name].js', chunkFileNames: '[name].js' };
  // No import(): a script of node:vm, as src/kept_code.ts makes it, knows none.
  const written = await bundle.write({
    format: 'cjs',
    dynamicImportInCjs: false,
    ...names,
    ...output,
  });
  await bundle.close();
  return written.output.filter((file) => file.type === 'chunk');
}

/** Modules and all that they import, but for what they import only when they need it. */
function closureOf(modules, graph) {
  const closure = new Set(modules);
  for (const id of closure)
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) closure.add(imported);
  return closure;
}

/** Each package that went into the program, with the text that its licence asks to go along. */
function licencesOf(files) {
  const modules = files.flatMap(({ moduleIds }) => moduleIds);
  const folders = modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
    const words = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
    return [`${name} ${version}: ${license}`, ...words].join('\n\n');
  });
  return `${texts.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}
