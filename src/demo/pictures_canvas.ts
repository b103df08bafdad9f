import { box, type Outline, oval, piecesOfLine, quarter, ring } from './pictures_outlines.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** What all scenes are drawn with. One unit is the picture's width; y goes down, to `height`. */
export interface Canvas {
  readonly height: number;
  readonly sky: (top: Colour, bottom: Colour) => void;
  /** Everything below the line `topAt(x)`. */
  readonly land: (topAt: (x: number) => number, colour: Colour) => void;
  readonly disc: (at: Point, radius: number, colour: Colour) => void;
  /** `squash` < 1 is flat, > 1 is tall. */
  readonly oval: (at: Point, radius: number, squash: number, colour: Colour) => void;
  readonly ring: (at: Point, radius: number, thickness: number, colour: Colour) => void;
  readonly line: (from: Point, to: Point, thickness: number, colour: Colour) => void;
  /** Every point by itself. */
  readonly field: (colourAt: (x: number, y: number) => Colour) => void;
  /** A quarter of a disc that fills a square; `turn` says which corner its centre is in. */
  readonly quarter: (corner: Point, side: number, turn: 0 | 1 | 2 | 3, colour: Colour) => void;
  readonly box: (from: Point, to: Point, colour: Colour) => void;
}

export type Point = readonly [x: number, y: number];

export interface Raster {
  readonly canvas: Canvas;
  readonly pixels: Uint8Array;
}

/** A raster of red, green, blue. */
export function openRaster(width: number, height: number): Raster {
  const { pixels, blend, paint } = openPixels(width, height);
  const canvas: Canvas = {
    height: height / width,
    sky(top, bottom) {
      for (let y = 0; y < height; y += 1) {
        const colour = mixed(top, bottom, y / Math.max(1, height - 1));
        for (let x = 0; x < width; x += 1) blend(x, y, colour, 1);
      }
    },
    land(topAt, colour) {
      for (let x = 0; x < width; x += 1) {
        const top = topAt((x + 0.5) / width) * width;
        const first = Math.max(0, Math.floor(top));
        for (let y = first; y < height; y += 1) blend(x, y, colour, Math.min(1, y + 1 - top));
      }
    },
    field(colourAt) {
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) blend(x, y, colourAt(x / width, y / width), 1);
      }
    },
    disc: (at, radius, colour) => paint(oval({ at, radius, squash: 1 }, width), colour),
    oval: (at, radius, squash, colour) => paint(oval({ at, radius, squash }, width), colour),
    ring: (at, radius, thickness, colour) => paint(ring({ at, radius, thickness }, width), colour),
    line(from, to, thickness, colour) {
      for (const piece of piecesOfLine({ from, to, thickness }, width)) paint(piece, colour);
    },
    quarter: (corner, side, turn, colour) => paint(quarter({ corner, side, turn }, width), colour),
    box: (from, to, colour) => paint(box({ from, to }, width), colour),
  };
  return { canvas, pixels };
}

function openPixels(width: number, height: number) {
  const pixels = new Uint8Array(width * height * 3);

  const blend = (x: number, y: number, colour: Colour, cover: number) => {
    const at = (y * width + x) * 3;
    if (cover >= 1) {
      pixels[at] = colour[0];
      pixels[at + 1] = colour[1];
      pixels[at + 2] = colour[2];
      return;
    }
    for (let part = 0; part < 3; part += 1) {
      const before = pixels[at + part] as number;
      pixels[at + part] = Math.round(before + ((colour[part] as number) - before) * cover);
    }
  };

  /** Edges are softened over one pixel; the bounds limit the work. */
  const paint = ({ bounds, insideBy }: Outline, colour: Colour) => {
    const [left, top, right, bottom] = bounds;
    const lastX = Math.min(width - 1, Math.ceil(right * width));
    const lastY = Math.min(height - 1, Math.ceil(bottom * width));
    for (let y = Math.max(0, Math.floor(top * width)); y <= lastY; y += 1) {
      for (let x = Math.max(0, Math.floor(left * width)); x <= lastX; x += 1) {
        const cover = insideBy(x + 0.5, y + 0.5) + 0.5;
        if (cover > 0) blend(x, y, colour, cover);
      }
    }
  };

  return { pixels, blend, paint };
}

export function mixed(from: Colour, to: Colour, share: number): Colour {
  const part = (at: 0 | 1 | 2) => Math.round(from[at] + (to[at] - from[at]) * share);
  return [part(0), part(1), part(2)];
}

/** `#rrggbb`. */
export function colourOf(hex: string): Colour {
  const number = Number.parseInt(hex.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
