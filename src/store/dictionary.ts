/**
 * Makes a dictionary for deflate out of bodies like those that are to be packed: pieces of them
 * that many have in common. Deflate looks back for what it has had before; with a dictionary it
 * finds the names of members, the empty ones and the addresses of a server in the first status.
 *
 * In the manner of COVER (Liao, Petri, Moffat, Wirth 2016, doi:10.1145/2872427.2883072): the bodies
 * are divided into as many stretches as there is room for pieces; of each the piece is taken whose
 * parts stand in the most bodies and in no piece before it.
 */
export function trainDictionary(bodies: readonly string[], bytesMax = DICTIONARY_BYTES): Buffer {
  const samples = bodies.map((body) => Buffer.from(body, 'utf8').toString('latin1'));
  const counts = countParts(samples);
  const pieces: Piece[] = [];
  const wanted = Math.floor(bytesMax / PIECE_BYTES);
  const stretch = Math.max(1, Math.floor(samples.length / wanted));
  for (let nth = 0; nth < wanted && nth * stretch < samples.length; nth += 1) {
    const best = bestPiece(samples.slice(nth * stretch, (nth + 1) * stretch), counts);
    if (best === undefined) continue;
    pieces.push(best);
    // What is in the dictionary already is worth nothing a second time.
    for (const part of partsOf(best.piece)) counts.delete(part);
  }
  // The nearest is the cheapest to point at: the best stand at the end.
  const ordered = pieces.toSorted((a, b) => a.worth - b.worth).map(({ piece }) => piece);
  return Buffer.from(ordered.join(''), 'latin1');
}

/** 8 kB pack to 0.25 of the length in 33 µs, 32 kB to 0.23 in 61 (performance.md, section 1). */
const DICTIONARY_BYTES = 8_192;
const PIECE_BYTES = 64;
const PART_BYTES = 8;

/** In how many bodies each part stands; only those that two or more have. */
function countParts(samples: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const sample of samples)
    for (const part of new Set(partsOf(sample))) counts.set(part, (counts.get(part) ?? 0) + 1);
  for (const [part, count] of counts) if (count < 2) counts.delete(part);
  return counts;
}

function* partsOf(text: string): Generator<string> {
  for (let at = 0; at + PART_BYTES <= text.length; at += 1) yield text.slice(at, at + PART_BYTES);
}

interface Piece {
  readonly piece: string;
  /** How often its parts stand in the bodies, all together. */
  readonly worth: number;
}

function bestPiece(
  samples: readonly string[],
  counts: ReadonlyMap<string, number>,
): Piece | undefined {
  let best: Piece | undefined;
  for (const sample of samples) {
    const worths = [...partsOf(sample)].map((part) => counts.get(part) ?? 0);
    const wide = PIECE_BYTES - PART_BYTES + 1;
    let worth = 0;
    for (const [at, one] of worths.entries()) {
      worth += one - (worths[at - wide] ?? 0);
      if (at < wide - 1 || worth <= (best?.worth ?? 0)) continue;
      const from = at - wide + 1;
      best = { piece: sample.slice(from, from + PIECE_BYTES), worth };
    }
  }
  return best;
}
