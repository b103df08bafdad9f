import type { Canvas } from './pictures_canvas.ts';
import { birds, garden, hills, mushrooms, sea, stars } from './pictures_land.ts';
import { books, train, type } from './pictures_more.ts';
import { avatar } from './pictures_people.ts';
import { chart, knitting, loaf, map, pots, wave, wheel } from './pictures_things.ts';
import type { Draw } from './world_draw.ts';

/**
 * What is in a picture, and how to paint it. All is drawn from its seed, so that alt text and paint
 * agree.
 */
export interface Sketch {
  readonly alt: string;
  readonly paint: (canvas: Canvas) => void;
}

/** `height` is the picture's, in widths. */
export type Scene = (draw: Draw, height: number) => Sketch;

export type SceneName = keyof typeof SCENES;

export const SCENES = {
  ...{ avatar, birds, chart, garden, hills, knitting, loaf, map, mushrooms, pots, sea, stars },
  ...{ books, train, type, wave, wheel },
} satisfies Readonly<Record<string, Scene>>;
