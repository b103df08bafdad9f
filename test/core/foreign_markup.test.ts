import { expect, test } from 'vitest';
import { plainerMarkup } from '../../src/core/foreign_markup.ts';

const tex = (text: string) => `<annotation encoding="application/x-tex">${text}</annotation>`;
const plain = '<annotation encoding="text/plain">sqrt(x)</annotation>';

// The first three are Mastodon's own (spec/lib/sanitize/config_spec.rb).
test.each([
  [`<math display="block"><semantics><mi>x</mi>${tex('x^n+y')}</semantics></math>`, '$$x^n+y$$'],
  [`<math><semantics><msqrt><mi>x</mi></msqrt>${plain}</semantics></math>`, 'sqrt(x)'],
  [`<math><semantics><mi>x</mi>${plain}${tex('\\sqrt x')}</semantics></math>`, '$\\sqrt x$'],
  [`<p>a <math>${tex('b')}</math> and <math>${tex('c')}</math> d</p>`, '<p>a $b$ and $c$ d</p>'],
  ['<math><mi>x</mi></math>', '<math><mi>x</mi></math>'],
  [`<math>${tex('never ended')}`, `<math>${tex('never ended')}`],
])('a formula is told as it was written, once: %s', (html, told) => {
  expect(plainerMarkup(html)).toBe(told);
});

test('a picture between the words is told by its description', () => {
  expect(plainerMarkup('<img src="https://a.example/1" alt="A &lt;tide&gt; engine">')).toBe(
    '[picture: A &lt;tide&gt; engine]',
  );
  expect(plainerMarkup(`<img alt=':heart:' class='emoji big' src=x>`)).toBe(':heart:');
  expect(plainerMarkup('<p><img src=x></p>')).toBe('<p>[picture]</p>');
});

test('the cells of a row stand apart', () => {
  expect(plainerMarkup('<tr><th>Port</th>\n<td class="x">9.1 m</td></tr>')).toBe(
    '<tr><th>Port · 9.1 m</td></tr>',
  );
});

test('what never ends costs no more than its length', () => {
  const html = `${'<math><annotation encoding="'.repeat(20_000)}${'<img alt="'.repeat(20_000)}`;

  expect(plainerMarkup(html)).toBe(html);
});
