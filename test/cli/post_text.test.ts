import { expect, test } from 'vitest';
import { paragraphsOf } from '../../src/cli/post_text.ts';
import { wrap } from '../../src/cli/terminal_text.ts';

function printed(html: string): readonly string[] {
  return paragraphsOf(html).flatMap((part) => wrap(part, 40, '').split('\n'));
}

test('code keeps its spaces in the terminal', () => {
  const code = '<pre><code>  if (a)\n    b();\n\tc = 1;  // one\n</code></pre><p>x</p>';

  expect(printed(code)).toEqual(['  if (a)', '    b();', '    c = 1;  // one', 'x']);
});

test('lists have their signs and numbers there, each level further in', () => {
  const list =
    '<ul><li>one<ol start="5"><li><p>five</p></li><li>six</li></ol></li><li>two</li></ul>';

  expect(printed(list).filter((line) => line !== '')).toEqual([
    '• one',
    '  5. five',
    '  6. six',
    '• two',
  ]);
});

test('words of others stand behind a sign there, and so do theirs', () => {
  const quoted = '<blockquote><p>so he said</p><blockquote>that</blockquote></blockquote><p>no</p>';

  expect(printed(quoted)).toEqual(['> so he said', '> > that', 'no']);
});

test('a table is a line a row there, and a picture between the words its description', () => {
  const table =
    '<table><tr><th>Port</th><td>9 m</td></tr><tr><th>Brest</th><td>7 m</td></tr></table>';

  expect(printed(`${table}<p><img src="x" alt="a quay"></p>`)).toEqual([
    'Port · 9 m',
    'Brest · 7 m',
    '[picture: a quay]',
  ]);
});

test('a list that others never ended, or ended twice, breaks nothing', () => {
  expect(printed('</ul></ol><li>a<blockquote></blockquote></blockquote><ol><li>b')).toEqual([
    '• a',
    '1. b',
  ]);
});
