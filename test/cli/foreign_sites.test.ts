import { expect, test } from 'vitest';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { line } from '../support/recording.ts';

test('a site in any script is called as it is written, and found by either name', async () => {
  const home = aCommandLine();
  const card = { url: 'https://bücher.example/neu', title: 'Neu', type: 'link' };
  const post = statusJson({ id: '100', by: 'ada', atMs: hours(1), more: { card } });
  const owner = line(hours(0), 'owner', { ...account('me'), id: '1' });
  const text = [owner, line(hours(1), 'update', post)].join('\n');
  const imported = await home.run(['import', '-'], { stdin: () => inputOf(text) });

  const said = await home.run(['topics', 'Bücher.example', 'less']);
  const again = await home.run(['topics', 'xn--bcher-kva.example']);
  const listed = await home.run(['topics']);
  await home.run(['rank']);
  const explained = await home.run(['explain', '100']);
  const port = await home.run(['topics', '127.0.0.1:8080', 'less']);

  expect(imported).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('2 lines read.') });
  expect(said.stdout).toContain('bücher.example: less');
  expect(again.stdout).toMatch(/^bücher\.example: less.*\n× 0\.50 on 1 unseen post now/);
  expect(listed.stdout).toMatch(/site +bücher\.example +less/);
  expect(explained.stdout).toContain('your word on bücher.example: less');
  expect(port.stdout).toContain('127.0.0.1:8080: less');
});
