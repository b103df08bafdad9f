import type { Point } from './pictures_canvas.ts';

/** Where something is to be painted. */
export interface Outline {
  /** Nothing of it lies outside; in widths of the picture. */
  readonly bounds: readonly [left: number, top: number, right: number, bottom: number];
  /** How far inside a point is, negative outside; the point and the answer in pixels. */
  readonly insideBy: (x: number, y: number) => number;
}

interface Oval {
  readonly at: Point;
  readonly radius: number;
  readonly squash: number;
}

/** Of all these, `width` is the picture's in pixels, and everything else is in widths. */
export function oval({ at, radius, squash }: Oval, width: number): Outline {
  const [cx, cy] = [at[0] * width, at[1] * width];
  const r = radius * width;
  return {
    bounds: around(at, radius * 1.02, radius * squash * 1.02),
    insideBy: (x, y) => r - lengthOf(x - cx, (y - cy) / squash),
  };
}

interface Ring {
  readonly at: Point;
  readonly radius: number;
  readonly thickness: number;
}

export function ring({ at, radius, thickness }: Ring, width: number): Outline {
  const [cx, cy] = [at[0] * width, at[1] * width];
  const half = (thickness * width) / 2;
  const reach = radius + thickness;
  return {
    bounds: around(at, reach, reach),
    insideBy: (x, y) => half - Math.abs(lengthOf(x - cx, y - cy) - radius * width),
  };
}

interface Line {
  readonly from: Point;
  readonly to: Point;
  readonly thickness: number;
}

/** In pieces: most of the box around a long line would be looked at in vain. */
export function piecesOfLine({ from, to, thickness }: Line, width: number): readonly Outline[] {
  const [ax, ay] = [from[0] * width, from[1] * width];
  const [dx, dy] = [to[0] * width - ax, to[1] * width - ay];
  const long = dx * dx + dy * dy || 1;
  const half = (thickness * width) / 2;
  const insideBy = (x: number, y: number) => {
    const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / long));
    return half - lengthOf(x - ax - along * dx, y - ay - along * dy);
  };
  const pieces = Math.max(1, Math.ceil(Math.min(Math.abs(dx), Math.abs(dy)) / 24));
  const [stepX, stepY] = [(to[0] - from[0]) / pieces, (to[1] - from[1]) / pieces];
  const reach = thickness / 2 + 1.5 / width;
  const [wide, tall] = [Math.abs(stepX) / 2 + reach, Math.abs(stepY) / 2 + reach];
  return Array.from({ length: pieces }, (_, piece) => {
    const begin: Point = [from[0] + stepX * piece, from[1] + stepY * piece];
    const middle: Point = [begin[0] + stepX / 2, begin[1] + stepY / 2];
    return { bounds: around(middle, wide, tall), insideBy };
  });
}

interface Quarter {
  readonly corner: Point;
  readonly side: number;
  readonly turn: 0 | 1 | 2 | 3;
}

export function quarter({ corner, side, turn }: Quarter, width: number): Outline {
  const cx = (corner[0] + (turn % 2) * side) * width;
  const cy = (corner[1] + (turn >> 1) * side) * width;
  return {
    bounds: [corner[0], corner[1], corner[0] + side, corner[1] + side],
    insideBy: (x, y) => side * width - lengthOf(x - cx, y - cy),
  };
}

export function box({ from, to }: Omit<Line, 'thickness'>, width: number): Outline {
  return {
    bounds: [from[0], from[1], to[0], to[1]],
    insideBy: (x, y) => {
      const across = Math.min(x - from[0] * width, to[0] * width - x);
      return Math.min(across, y - from[1] * width, to[1] * width - y);
    },
  };
}

function around([x, y]: Point, dx: number, dy: number) {
  return [x - dx, y - dy, x + dx, y + dy] as const;
}

/** Math.hypot guards against overflow, which costs more than all else here. */
function lengthOf(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
