import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copyDatabase } from '../../src/store/copying.ts';
import { connect } from '../../src/store/database.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aHome, hours, post } from '../support/entries.ts';

const STEPS_MAX = 100;
const stopped = new AbortController().signal;

/** A database of several steps of a copy, and whoever writes to it. */
function aLargeHome() {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-copying-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'driftline.db');
  const home = aHome(file);
  onTestFinished(home.database.close);
  let nth = 0;
  const receive = () => {
    nth += 1;
    home.receive(post({ id: `${nth}`, by: 'ada', atMs: hours(nth) }), hours(nth));
  };
  receive();
  home.database.connection.exec(
    'create table filler (body blob); insert into filler values (zeroblob(20000000))',
  );
  return { ...home, folder, file, receive };
}

test('a copy that takes many steps is of its first moment, whatever is written meanwhile', async () => {
  const home = aLargeHome();
  const source = connect(home.file, { readonly: true });
  onTestFinished(source.close);
  const done: number[] = [];
  const onProgress = (pages: number) => {
    done.push(pages);
    if (done.length > STEPS_MAX) throw new Error('it begins anew with each write');
    home.receive();
  };

  const { counts } = await copyDatabase(source, join(home.folder, 'copy.db'), {
    stopped,
    onProgress,
  });

  expect(done.length).toBeGreaterThan(3);
  expect(counts.statuses).toBe(1);
});

test('a copy in which an index says other than its table is none', async () => {
  const home = aLargeHome();
  home.database.close();
  const connection = openConnection(home.file);
  connection.unsafeMode();
  connection.pragma('writable_schema = on');
  connection.exec(`create index of_filler on filler (length(body));
    create table put_by as select * from sqlite_schema where name = 'of_filler';
    delete from sqlite_schema where name = 'of_filler'`);
  connection.close();
  const unaware = openConnection(home.file);
  unaware.exec('update filler set body = zeroblob(10)');
  unaware.unsafeMode();
  unaware.pragma('writable_schema = on');
  unaware.exec('insert into sqlite_schema select * from put_by');
  unaware.close();
  const source = connect(home.file, { readonly: true });
  onTestFinished(source.close);

  const copying = copyDatabase(source, join(home.folder, 'copy.db'), { stopped });

  await expect(copying).rejects.toThrow(/driftline\.db is damaged: .*of_filler.*restore a backup/);
  expect(readdirSync(home.folder).filter((name) => name.startsWith('copy'))).toEqual([]);
});
