import { cpSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const OURS = fileURLToPath(new URL('../../', import.meta.url));

/** The program in a place of its own, where another version can be put over it. */
export function anInstalled(folder: string) {
  for (const name of ['dist', 'sql', 'package.json'])
    cpSync(`${OURS}${name}`, `${folder}/${name}`, { recursive: true });
  symlinkSync(`${OURS}node_modules`, `${folder}/node_modules`);
  return {
    main: `${folder}/dist/main.js`,
    manifest: `${folder}/package.json`,
    sql: `${folder}/sql`,
    migrations: `${folder}/sql/migrations`,
  };
}

/** As another version would have them, under the same names. */
export function putOtherStatements(sql: string): void {
  for (const name of readdirSync(sql, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('.sql')) writeFileSync(`${sql}/${name}`, 'select @of_the_next as other;');
}
