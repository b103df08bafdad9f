import { encode as encodeBlurhash } from 'blurhash';
import { openRaster, type Raster } from './pictures_canvas.ts';
import { pngOf } from './pictures_png.ts';
import { SCENES, type SceneName } from './pictures_scenes.ts';
import type { Picture } from './world.ts';
import { type Draw, drawFrom } from './world_draw.ts';

const SIZES = [
  ...[[640, 420] as const, [640, 420] as const, [640, 480] as const, [640, 360] as const],
  ...[[640, 640] as const, [480, 640] as const],
];
/** Blurhashes show next to nothing, so they are made from a picture this wide, in pixels. */
const BLURRED_WIDTH = 16; // 4 × 3 waves need no more
const MAX_WIDTH = 2_000;

/** A picture is its id: scene, size and seed; nothing is painted before somebody asks. */
export function inventPicture(draw: Draw, scene: SceneName, hasAlt: boolean): Picture {
  const [width, height] = draw.pick(SIZES);
  const id = `${scene}-${width}x${height}-${draw.whole(1, 2 ** 31).toString(36)}`;
  let blurhash: string | undefined;
  return {
    id,
    width,
    height,
    alt: hasAlt ? SCENES[scene](drawFrom(`picture/${id}`), height / width).alt : '',
    get blurhash() {
      blurhash ??= blurhashOf(id);
      return blurhash;
    },
  };
}

/** A PNG, `width` pixels wide. Throws RangeError for an id that names no picture. */
export function pictureOf(pictureId: string, width: number): Uint8Array {
  const { pixels, width: wide, height } = painted(pictureId, width);
  return pngOf(pixels, wide, height);
}

function blurhashOf(id: string): string {
  const { pixels, width, height } = painted(id, BLURRED_WIDTH);
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1) {
    for (let part = 0; part < 3; part += 1) rgba[at * 4 + part] = pixels[at * 3 + part] as number;
  }
  return encodeBlurhash(rgba, width, height, 4, 3);
}

interface Painted extends Pick<Raster, 'pixels'> {
  readonly width: number;
  readonly height: number;
}

function painted(id: string, asked: number): Painted {
  const { scene, shape } = namedIn(id);
  const width = Math.max(1, Math.min(MAX_WIDTH, Math.round(asked)));
  const height = Math.max(1, Math.round(width * shape));
  const { canvas, pixels } = openRaster(width, height);
  SCENES[scene](drawFrom(`picture/${id}`), shape).paint(canvas);
  return { pixels, width, height };
}

function namedIn(id: string): { scene: SceneName; shape: number } {
  if (id.startsWith('avatar:')) return { scene: 'avatar', shape: 1 };
  if (id.startsWith('header:')) return { scene: 'hills', shape: 1 / 3 };
  const [, scene, width, height] = /^([a-z]+)-(\d+)x(\d+)-[a-z0-9]+$/.exec(id) ?? [];
  if (scene === undefined || !Object.hasOwn(SCENES, scene)) {
    throw new RangeError(`The demo has no picture "${id}".`);
  }
  return { scene: scene as SceneName, shape: Number(height) / Number(width) };
}
