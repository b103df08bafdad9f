import { mixed, type Point } from './pictures_canvas.ts';
import { PALETTES } from './pictures_palettes.ts';
import type { Scene } from './pictures_scenes.ts';

export const train: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const carriages = draw.whole(2, 5);
  const isNight = draw.chance(0.4);
  const rail = height * 0.72;
  const wide = 0.8 / carriages;
  const peaks = Array.from(
    { length: 7 },
    (_, at) => [at / 6, height * (0.3 + draw.share() * 0.2)] as const,
  );
  return {
    alt: `A train of ${carriages} carriages on an embankment${isNight ? ', its windows lit' : ''}.`,
    paint(canvas) {
      if (isNight) canvas.sky(colours.ink, colours.sky[0]);
      else canvas.sky(...colours.sky);
      canvas.disc([0.82, height * 0.16], 0.045, colours.light);
      canvas.land((x) => {
        const at = Math.min(5, Math.floor(x * 6));
        const [a, b] = [peaks[at]?.[1] ?? 0, peaks[at + 1]?.[1] ?? 0];
        return a + (b - a) * (x * 6 - at);
      }, colours.land[1] ?? colours.ink);
      canvas.land(() => rail + 0.035, colours.land[3] ?? colours.ink);
      canvas.line([0, rail + 0.03], [1, rail + 0.03], 0.006, colours.ink);
      for (let carriage = 0; carriage < carriages; carriage += 1) {
        const left = 0.08 + carriage * wide;
        const body = carriage === 0 ? colours.ink : (colours.land[2] ?? colours.ink);
        canvas.box([left, rail - 0.1], [left + wide * 0.95, rail], body);
        const panes = Math.max(2, Math.round(wide / 0.05));
        const pane = isNight ? colours.light : mixed(colours.sky[1], colours.light, 0.5);
        for (let at = 0; at < panes; at += 1) {
          const x = left + (wide * (at + 0.25)) / panes;
          canvas.box([x, rail - 0.08], [x + (wide * 0.5) / panes, rail - 0.045], pane);
        }
        for (const side of [0.2, 0.75])
          canvas.disc([left + wide * side, rail + 0.012], 0.017, colours.ink);
      }
    },
  };
};

export const books: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const shelves = draw.whole(2, 3);
  const rows = Array.from({ length: shelves }, () =>
    Array.from({ length: 26 }, () => ({
      wide: 0.016 + draw.share() * 0.03,
      tall: 0.55 + draw.share() * 0.35,
      colour: draw.pick([
        ...colours.land,
        colours.light,
        draw.pick(PALETTES).land[1] ?? colours.ink,
      ]),
      isGap: draw.chance(0.05),
    })),
  );
  return {
    alt: `${shelves} shelves of books in the colours of ${colours.name}, with gaps.`,
    paint(canvas) {
      canvas.sky(mixed(colours.ink, colours.land[3] ?? colours.ink, 0.5), colours.ink);
      rows.forEach((row, at) => {
        const floor = (height * (at + 1)) / shelves - 0.02;
        const room = height / shelves;
        let x = 0.03;
        for (const { wide, tall, colour, isGap } of row) {
          if (x + wide > 0.97) break;
          const top = floor - tall * room * 0.92;
          if (!isGap) {
            canvas.box([x, top], [x + wide * 0.94, floor], colour);
            const band = mixed(colour, colours.ink, 0.45);
            canvas.box([x, top + 0.02], [x + wide * 0.94, top + 0.03], band);
          }
          x += wide;
        }
        canvas.box([0, floor], [1, floor + 0.02], colours.land[2] ?? colours.ink);
      });
    },
  };
};

/** Letters of strokes, bowls and dots that belong to no alphabet: a specimen sheet. */
export const type: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const [across, down] = [draw.whole(3, 5), draw.whole(2, 3)];
  const weight = 0.014 + draw.share() * 0.022;
  const letters = Array.from({ length: across * down }, () => ({
    hasStem: draw.chance(0.7),
    hasBowl: draw.chance(0.7),
    hasBar: draw.chance(0.5),
    hasDot: draw.chance(0.2),
    isRed: draw.chance(0.12),
  }));
  const cell = Math.min(0.9 / across, (height * 0.9) / down);
  return {
    alt: `A specimen of ${across * down} letter shapes in ${
      weight > 0.025 ? 'a heavy' : 'a light'
    } weight, from an alphabet nobody reads.`,
    paint(canvas) {
      canvas.sky(
        mixed(colours.light, colours.sky[1], 0.3),
        mixed(colours.light, colours.sky[1], 0.5),
      );
      letters.forEach(({ hasStem, hasBowl, hasBar, hasDot, isRed }, at) => {
        const colour = isRed ? ([190, 62, 48] as const) : colours.ink;
        const x = 0.5 + ((at % across) - (across - 1) / 2) * cell;
        const y = height / 2 + (Math.floor(at / across) - (down - 1) / 2) * cell;
        const size = cell * 0.28;
        const left = x - size * 0.7;
        if (hasStem || !hasBowl)
          canvas.box([left - weight / 2, y - size], [left + weight / 2, y + size], colour);
        const bowl: Point = [x, y + size * 0.25];
        if (hasBowl) canvas.ring(bowl, size * 0.7, weight, colour);
        if (hasBar) canvas.box([left, y - weight / 3], [x + size * 0.7, y + weight / 3], colour);
        if (hasDot) canvas.disc([x, y - size * 0.9], weight * 0.8, colour);
        if (hasStem)
          canvas.box([left - weight, y + size], [left + weight, y + size + weight / 2], colour);
      });
    },
  };
};
