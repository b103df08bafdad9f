import { expect, test } from 'vitest';
import { withoutEntities } from '../../src/core/entities.ts';

test('names stand for the characters that HTML gives them', () => {
  const names = '&yuml;&Oslash;&szlig;&Omega;&omega;&Sigma;&bdquo;&dagger;&bull;&harr;&euro;&shy;';

  expect(withoutEntities(names)).toBe('ÿØßΩωΣ„†•↔€\u00ad');
});

test('numbers that are no characters, or steer a terminal, stay as they are', () => {
  const odd = '&#0;&#27;&#x9b;&#xd800;&#x110000;&#;&x;';

  expect(withoutEntities(odd)).toBe(odd);
  expect(withoutEntities('&#x1F426;&#10;&#8217;')).toBe('🐦\n’');
});
