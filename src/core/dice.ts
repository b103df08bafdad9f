/** The edition's seed as two 32-bit words. Made once a draw: seedrandom costs 2 µs a call. */
export interface SeedWords {
  readonly first: number;
  readonly second: number;
}

/**
 * Uniform in (0, 1], fixed for a given seed and key, so one more arrival does not reshuffle the
 * rest. Never 0: its logarithm is wanted. Seed and key enter unequally, or dice(a, b) would be
 * dice(b, a). The mixer is murmur3's finaliser (public domain), twice.
 */
export function dice(words: SeedWords, diceKey: number): number {
  let h = (diceKey >>> 0) ^ mix((words.first + 0x9e3779b1) | 0);
  h = mix(h);
  h = (h + Math.imul(Math.floor(diceKey / 2 ** 32) ^ mix(words.second | 0), 0x9e3779b1)) | 0;
  const high = mix(h);
  const low = mix((high + 0x85ebca6b) | 0);
  return ((high >>> 0) * 2 ** 21 + (low >>> 11) + 1) / 2 ** 53;
}

function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * The drawing key of weighted sampling without replacement, ln(u) / weight, largest first
 * (Efraimidis and Spirakis 2006, doi:10.1016/j.ipl.2005.11.003), with weight = score^(1/T).
 * The only floating point between the score and the order: `Math.log` and `Math.exp` gave the same
 * bits on Node 20, 24 and 26 and with other CPU paths, SQLite's did not.
 *
 * @param scoreMicro millionths of the natural logarithm of the score
 * @param temperature > 0; 1 draws in proportion to the score, near 0 takes the best
 */
export function drawKey(
  words: SeedWords,
  diceKey: number,
  scoreMicro: number,
  temperature: number,
): number {
  return keyOfThrow(dice(words, diceKey), scoreMicro, temperature);
}

/** The drawing key that a throw gives, ln(u) / weight, or beyond FAR its height; `u` in (0, 1]. */
export function keyOfThrow(u: number, scoreMicro: number, temperature: number): number {
  if (u === 1) return 0;
  const key = Math.log(u) / Math.exp(scoreMicro / 1e6 / temperature);
  if (isNear(key)) return key;
  return keyOfHeight(scoreMicro / 1e6 / temperature - Math.log(-Math.log(u)));
}

/** The key of the same throw, were the score e^(by · temperature) times as great. */
export function liftedKey(key: number, by: number): number {
  const lifted = key / Math.exp(by);
  if (key === 0 || (isNear(key) && isNear(lifted))) return lifted;
  return keyOfHeight(heightOf(key) + by);
}

function isNear(key: number): boolean {
  return key < -1 / FAR && key > -FAR;
}

function keyOfHeight(height: number): number {
  return height > 0 ? height : -FAR * (1 - LN_FAR - height);
}

/**
 * Beyond it weights would soon be infinite, or 0, and the order lost: at a temperature of 0.01 that
 * of all scores above 1,200. Those keys go on by their heights, in the same order.
 */
const FAR = 1e260;
const LN_FAR = Math.log(FAR);

/** The height of a drawing key, −ln(−key): the sum of ln(score) / T and of what the throw adds. */
export function heightOf(drawKey: number): number {
  if (drawKey > 0) return drawKey;
  return drawKey < -FAR ? 1 - LN_FAR + drawKey / FAR : -Math.log(-drawKey);
}

/** The throw behind a drawing key, in (0, 1]: the greater, the luckier. */
export function throwOf(drawKey: number, scoreMicro: number, temperature: number): number {
  const weight = scoreMicro / 1e6 / temperature;
  if (drawKey < 0 && drawKey > -FAR) return Math.exp(drawKey * Math.exp(weight));
  return Math.exp(-Math.exp(weight - heightOf(drawKey)));
}

/** A factor as the database keeps it: the millionths of its natural logarithm. `factor` > 0. */
export function lnMicro(factor: number): number {
  return Math.round(Math.log(factor) * 1e6);
}

/** ×k, for people. */
export function factorOf(micro: number): number {
  return Math.exp(micro / 1e6);
}

/**
 * What is left of one after `ageMs`, halving every `halfLifeMs`: millionths, so that sums are
 * exact.
 */
export function halfMicro(ageMs: number, halfLifeMs: number): number {
  return Math.round(1e6 * Math.exp((-Math.LN2 * Math.max(0, ageMs)) / halfLifeMs));
}
