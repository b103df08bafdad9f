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

/** A raster of red, green, blue; edges are softened over one pixel. */
export function openRaster(width: number, height: number): Raster {
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

  /** Paints where `insideBy`, in pixels, is positive; the box bounds the work. */
  const paint = (
    [left, top, right, bottom]: readonly [number, number, number, number],
    insideBy: (x: number, y: number) => number,
    colour: Colour,
  ) => {
    const lastX = Math.min(width - 1, Math.ceil(right * width));
    const lastY = Math.min(height - 1, Math.ceil(bottom * width));
    for (let y = Math.max(0, Math.floor(top * width)); y <= lastY; y += 1) {
      for (let x = Math.max(0, Math.floor(left * width)); x <= lastX; x += 1) {
        const cover = insideBy(x + 0.5, y + 0.5) + 0.5;
        if (cover > 0) blend(x, y, colour, cover);
      }
    }
  };

  const around = ([x, y]: Point, dx: number, dy: number) =>
    [x - dx, y - dy, x + dx, y + dy] as const;

  const oval = (at: Point, radius: number, squash: number, colour: Colour) => {
    const [cx, cy] = [at[0] * width, at[1] * width];
    const r = radius * width;
    paint(
      around(at, radius * 1.02, radius * squash * 1.02),
      (x, y) => {
        return r - lengthOf(x - cx, (y - cy) / squash);
      },
      colour,
    );
  };

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
    disc: (at, radius, colour) => oval(at, radius, 1, colour),
    oval,
    ring(at, radius, thickness, colour) {
      const [cx, cy] = [at[0] * width, at[1] * width];
      const half = (thickness * width) / 2;
      const reach = radius + thickness;
      paint(
        around(at, reach, reach),
        (x, y) => {
          return half - Math.abs(lengthOf(x - cx, y - cy) - radius * width);
        },
        colour,
      );
    },
    line(from, to, thickness, colour) {
      const [ax, ay] = [from[0] * width, from[1] * width];
      const [dx, dy] = [to[0] * width - ax, to[1] * width - ay];
      const long = dx * dx + dy * dy || 1;
      const half = (thickness * width) / 2;
      const insideBy = (x: number, y: number) => {
        const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / long));
        return half - lengthOf(x - ax - along * dx, y - ay - along * dy);
      };
      // Long lines are painted in pieces, or most of the box around them would be looked at in
      // vain.
      const pieces = Math.max(1, Math.ceil(Math.min(Math.abs(dx), Math.abs(dy)) / 24));
      const [stepX, stepY] = [(to[0] - from[0]) / pieces, (to[1] - from[1]) / pieces];
      for (let piece = 0; piece < pieces; piece += 1) {
        const a: Point = [from[0] + stepX * piece, from[1] + stepY * piece];
        const middle: Point = [a[0] + stepX / 2, a[1] + stepY / 2];
        const reach = thickness / 2 + 1.5 / width;
        const [wide, tall] = [Math.abs(stepX) / 2 + reach, Math.abs(stepY) / 2 + reach];
        paint(around(middle, wide, tall), insideBy, colour);
      }
    },
    field(colourAt) {
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) blend(x, y, colourAt(x / width, y / width), 1);
      }
    },
    quarter(corner, side, turn, colour) {
      const cx = (corner[0] + (turn % 2) * side) * width;
      const cy = (corner[1] + (turn >> 1) * side) * width;
      const bounds = [corner[0], corner[1], corner[0] + side, corner[1] + side] as const;
      paint(bounds, (x, y) => side * width - lengthOf(x - cx, y - cy), colour);
    },
    box(from, to, colour) {
      paint(
        [from[0], from[1], to[0], to[1]],
        (x, y) => {
          const across = Math.min(x - from[0] * width, to[0] * width - x);
          return Math.min(across, y - from[1] * width, to[1] * width - y);
        },
        colour,
      );
    },
  };
  return { canvas, pixels };
}

export function mixed(from: Colour, to: Colour, share: number): Colour {
  const part = (at: 0 | 1 | 2) => Math.round(from[at] + (to[at] - from[at]) * share);
  return [part(0), part(1), part(2)];
}

/** Math.hypot guards against overflow, which costs more than all else here. */
function lengthOf(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** `#rrggbb`. */
export function colourOf(hex: string): Colour {
  const number = Number.parseInt(hex.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
