import { expect, test } from 'vitest';
import { paragraphsOf } from '../../src/cli/post_text.ts';
import { columnsOf, widthOf, wrapAfter } from '../../src/cli/terminal_text.ts';
import { isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { account, hours, statusJson } from '../support/entries.ts';

const COLUMNS = 60;

/** A home of somebody with a long name, and what a terminal of sixty columns shows of it. */
async function aNarrowTerminal() {
  const line = aCommandLine();
  const by = account('ada', {
    display_name: 'Ada Annabella Augusta of the Upper and the Nether Wallow',
    acct: 'ada_who_knits@a-long-name.example',
  });
  const recording = Array.from({ length: 6 }, (_, nth) => {
    const atMs = hours(nth);
    const payload = { ...statusJson({ id: `${100 + nth}`, by: 'ada', atMs }), account: by };
    return `${JSON.stringify({ at: isoOf(atMs), event: 'update', payload })}\n`;
  }).join('');
  await line.run(['import', '-'], { stdin: () => inputOf(recording) });
  await line.run(['rank', '--now', isoOf(hours(24)), '--seed', 'x']);
  return async (...args: string[]) => {
    let shown = '';
    const stdout = {
      write: async (text: string) => {
        shown += text;
      },
      isTerminal: false,
      columns: COLUMNS,
    };
    await line.run(args, { stdout });
    return shown.split('\n');
  };
}

/** Addresses and files stay whole, so that they can be copied. */
function tooLong(lines: readonly string[]) {
  return lines.filter((line) => columnsOf(line) > COLUMNS && line.trim().includes(' '));
}

test.each([['stats'], ['doctor', '--offline'], ['edition'], ['explain', '102']])(
  '%s keeps to a terminal of sixty columns',
  async (...args) => {
    const show = await aNarrowTerminal();

    const lines = await show(...args);

    expect(lines.length).toBeGreaterThan(4);
    expect(tooLong(lines)).toEqual([]);
  },
);

test('what stands behind a head goes on at the indent', () => {
  const said = wrapAfter('not well  holes:', 'one two three four five', 26, '    ');

  expect(`not well  holes:${said}`).toBe('not well  holes: one two\n    three four five');
});

test('a link that the server cut ends in an ellipsis', () => {
  const link =
    '<a href="https://papers.example/tides"><span class="invisible">https://</span>' +
    '<span class="ellipsis">papers.example/ti</span><span class="invisible">des</span></a>';

  expect(paragraphsOf(`<p>Read ${link}</p>`)).toEqual(['Read papers.example/ti…']);
});

test.each([
  [0, 78], // a serial line, a container: it does not know
  [20, 30],
  [60, 60],
  [300, 78],
])('a terminal that says %i columns is filled to %i', (columns, filled) => {
  expect(widthOf({ write: async () => {}, isTerminal: true, columns })).toBe(filled);
});
