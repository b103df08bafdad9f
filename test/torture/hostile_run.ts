import seedrandom from 'seedrandom';
import { parseFrame } from '../../src/mastodon/wire.ts';
import { aListeningHome, frameOf, plainStatus } from './listening_home.ts';
import { MUTATIONS, pick } from './mutations.ts';

export interface HostilePlan {
  readonly seed: string;
  readonly frames: number;
  /** Whole good statuses and boosts, as JSON: what is spoiled. */
  readonly material: readonly string[];
}

const GOOD_SHARE = 0.25;
const PAGE = 20;
const PACE = 20;
const REST_SHARE = 0.5; // of the bodies that are spoiled

/** Pushes mutated frames, and mutated bodies beside them, mixed with good ones. */
export async function runHostile({ seed, frames, material }: HostilePlan) {
  const draw = seedrandom.alea(seed);
  const names = Object.keys(MUTATIONS);
  const spoil = (text: string) =>
    (MUTATIONS[pick(names, draw)] as (typeof MUTATIONS)[string])(text, draw);
  let bodies = 0;
  const home = await aListeningHome((path) => {
    bodies += 1;
    const page = () => `[${Array.from({ length: PAGE }, () => pick(material, draw)).join(',')}]`;
    const body = path.includes('/statuses') || path.includes('/timelines') ? page() : '[]';
    return draw() < REST_SHARE ? spoil(body) : body;
  }, PACE);
  const good: string[] = [];
  const sentRefused = new Map<string, number>();
  const startedMs = Date.now();
  for (let nth = 0; nth < frames && home.end() === 'goes on'; nth += 1) {
    if (draw() < GOOD_SHARE) {
      const id = `good${nth}`;
      good.push(id);
      await home.server.push(frameOf(plainStatus(id)));
      continue;
    }
    const status = pick(material, draw);
    const inside = draw() < 0.7;
    const spoiled = inside ? spoil(status) : status;
    const frame = JSON.stringify({ stream: ['user'], event: 'update', payload: String(spoiled) });
    const sent = inside ? frame : spoil(frame);
    await home.server.push(sent);
    const read = parseFrame(String(sent));
    if (read.kind === 'refused')
      sentRefused.set(read.reason, (sentRefused.get(read.reason) ?? 0) + 1);
  }
  await home.settled('the-end');
  const seconds = (Date.now() - startedMs) / 1_000;
  return { home, good, bodies: () => bodies, sentRefused, seconds };
}
