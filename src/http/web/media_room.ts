import type { ShownMedia } from './status_json.ts';

/** Wider or higher than this a single picture is not shown, px. */
const WIDTH_MAX = 640;
const HEIGHT_MAX = 560;
/** What is smaller keeps its size in the middle of that room: a finger must hit it, px. */
const SIDE_MIN = 44;

/** A picture is never drawn larger than it is; a film is, and one whose size nobody told. */
export function fitted({ kind, width, height }: ShownMedia) {
  const isTold = width !== undefined && height !== undefined;
  const [wide, high] = isTold ? [width, height] : [4, 3];
  const largest = isTold && kind === 'image' ? 1 : Number.POSITIVE_INFINITY;
  const scale = Math.min(largest, WIDTH_MAX / wide, HEIGHT_MAX / high);
  const least = isTiny({ kind, width, height }) ? SIDE_MIN : 0;
  return {
    width: Math.max(least, Math.round(wide * scale)),
    height: Math.max(least, Math.round(high * scale)),
  };
}

export function isTiny({
  kind,
  width,
  height,
}: Pick<ShownMedia, 'kind' | 'width' | 'height'>): boolean {
  if (kind !== 'image' || width === undefined || height === undefined) return false;
  return Math.min(width, height) < SIDE_MIN;
}

/** Rows whose pictures share one height, each as wide as its proportions ask. */
export function rowsOf(media: readonly ShownMedia[]): readonly (readonly ShownMedia[])[] {
  const perRow = media.length === 2 || media.length === 4 ? 2 : 3;
  const rows: ShownMedia[][] = [];
  for (let at = 0; at < media.length; at += perRow) rows.push(media.slice(at, at + perRow));
  return rows;
}

/**
 * Width ÷ height in tenths, 5 … 20: a class each in page.css, since styles stand in no attribute.
 */
export function tenths({ width = 4, height = 3 }: ShownMedia): number {
  return Math.min(20, Math.max(5, Math.round((10 * width) / height)));
}
