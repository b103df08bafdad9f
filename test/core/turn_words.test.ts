import { expect, test } from 'vitest';
import { areTurnsShort, turnWords } from '../../src/core/turn_words.ts';

test.each([
  [{ turnsNeeded: 12, turnsTaken: 12, load: 0.4 }, false, '12 turns were due'],
  [{ turnsNeeded: 1, turnsTaken: 4, load: 0.4 }, false, '1 turn was due'],
  [
    { turnsNeeded: 15, turnsTaken: 4, load: 0.9 },
    true,
    '15 turns were due, 4 had room: the others come late',
  ],
  [
    { turnsNeeded: 22, turnsTaken: 19, turnsRoom: 80, load: 0.1 },
    false,
    /^22 turns were due, 19 given: what the others have to say is told by somebody else today/,
  ],
  [
    { turnsNeeded: 22, turnsTaken: 19, turnsRoom: 20, load: 0.1 },
    true,
    '22 turns were due, 20 had room: the others come late',
  ],
  [{ turnsNeeded: 15, turnsTaken: 4, load: 1.6 }, true, /come late; .*a larger size.* helps$/],
  [{ turnsNeeded: 0, turnsTaken: 0, load: 1.1 }, true, /^0 turns were due; .*helps$/],
  [{ turnsNeeded: 3, turnsTaken: 3, load: 1.1 }, true, /^3 turns were due, and had room; .*helps$/],
])('%o is said', (counts, isShort, words) => {
  expect(areTurnsShort(counts)).toBe(isShort);
  expect(turnWords(counts)).toEqual(
    typeof words === 'string' ? words : expect.stringMatching(words),
  );
});
