import type { Person } from './world.ts';
import { drawFrom } from './world_draw.ts';

/** How a person writes, whatever they write about. */
export interface Voice {
  readonly length: 'terse' | 'usual' | 'chatty';
  readonly isLowerCase: boolean;
  readonly endsWithoutStop: boolean;
  /** The part of their posts that are lists, that are questions, that carry a picture. */
  readonly listShare: number;
  readonly questionShare: number;
  readonly pictureShare: number;
  readonly linkShare: number;
  readonly warningShare: number;
  readonly altShare: number;
  readonly tagHabit: 'none' | 'some' | 'many';
  readonly emoji: readonly string[];
  readonly visibility: 'public' | 'unlisted' | 'private';
}

export function voiceOf(seed: string, person: Person): Voice {
  const draw = drawFrom(`${seed}/voice/${person.id}`);
  const emoji = draw.chance(0.35) ? [draw.pick(EMOJI), draw.pick(EMOJI), draw.pick(EMOJI)] : [];
  const isLowerCase = draw.chance(0.12);
  return {
    length: draw.pick(['terse', 'terse', 'usual', 'usual', 'usual', 'chatty']),
    isLowerCase,
    endsWithoutStop: isLowerCase || draw.chance(0.1),
    listShare: draw.pick([0, 0.03, 0.05, 0.25]),
    questionShare: draw.pick([0.03, 0.08, 0.12, 0.35]),
    pictureShare: draw.pick([0.02, 0.1, 0.15, 0.3, 0.6]),
    linkShare: draw.pick([0.02, 0.05, 0.1, 0.3]),
    warningShare: draw.pick([0, 0.02, 0.04, 0.2]),
    altShare: draw.pick([1, 1, 1, 0.9, 0.5, 0]),
    tagHabit: draw.pick(['none', 'some', 'some', 'many']),
    emoji,
    visibility: draw.pick(VISIBILITIES),
  };
}

const VISIBILITIES = [
  ...Array.from({ length: 14 }, () => 'public' as const),
  ...['unlisted' as const, 'unlisted' as const, 'private' as const],
];

const EMOJI = [
  '🌿',
  '✨',
  '🙃',
  '😅',
  '🐌',
  '☔',
  '🌞',
  '🫠',
  '🎉',
  '🤷',
  '💚',
  '🧡',
  '👀',
  '🦆',
  '🍵',
  '🐈',
];
