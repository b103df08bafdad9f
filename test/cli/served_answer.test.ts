import { expect, onTestFinished, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';

test.for(['serve', 'run'])('%s --json says for programs where it is served', async (command) => {
  const { run } = aCommandLine();
  const stopping = new AbortController();
  let said = '';
  const write = async (text: string) => {
    said += text;
  };
  const stdout = { write, isTerminal: false, columns: 100 };
  const over = run([command, '--json', '--port', '0'], { stdout, stopped: stopping.signal });
  onTestFinished(async () => {
    stopping.abort();
    await over;
  });
  await expect.poll(() => said, { timeout: 10_000 }).toMatch(/\n$/);

  const { url } = JSON.parse(said) as { url: string };

  expect(await fetch(`${url}health`).then(({ headers }) => headers.get('content-type'))).toContain(
    'application/json',
  );
});
