import { mixed, type Point } from './pictures_canvas.ts';
import { PALETTES } from './pictures_palettes.ts';
import type { Scene } from './pictures_scenes.ts';

export const chart: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const bars = Array.from({ length: draw.whole(6, 14) }, () => 0.12 + draw.share() ** 1.4 * 0.8);
  const tallest = bars.indexOf(Math.max(...bars)) + 1;
  return {
    alt: `A bar chart of ${bars.length} bars without a legend; number ${tallest} is the tallest.`,
    paint(canvas) {
      canvas.sky(colours.light, mixed(colours.light, colours.sky[1], 0.5));
      const floor = height * 0.88;
      for (let rule = 1; rule < 5; rule += 1) {
        const y = floor - rule * height * 0.18;
        canvas.line([0.06, y], [0.94, y], 0.0018, mixed(colours.light, colours.ink, 0.25));
      }
      const wide = 0.86 / bars.length;
      bars.forEach((tall, at) => {
        const left = 0.07 + at * wide;
        const shade = at + 1 === tallest ? colours.ink : (colours.land[1] ?? colours.ink);
        canvas.box([left, floor - tall * height * 0.75], [left + wide * 0.7, floor], shade);
      });
      canvas.line([0.06, floor], [0.94, floor], 0.004, colours.ink);
    },
  };
};

export const knitting: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const stitches = draw.whole(18, 30);
  const period = draw.whole(5, 9);
  const motif = Array.from({ length: period * period }, () => draw.chance(0.42));
  const side = 1 / stitches;
  const rows = Math.ceil(height / (side * 0.8));
  const [ground, pattern] = [colours.land[0] ?? colours.light, colours.ink];
  return {
    alt: `Stranded knitting, ${stitches} stitches wide, a mirrored motif that comes again every ${
      2 * period
    } stitches.`,
    paint(canvas) {
      canvas.sky(mixed(ground, colours.ink, 0.35), mixed(ground, colours.ink, 0.35));
      for (let row = 0; row <= rows; row += 1) {
        for (let stitch = 0; stitch < stitches; stitch += 1) {
          const mirrored = Math.abs((stitch % (2 * period)) - period) % period;
          const isSet =
            motif[(Math.abs((row % (2 * period)) - period) % period) * period + mirrored];
          const [x, y] = [(stitch + 0.5) * side, row * side * 0.8];
          const colour = isSet ? pattern : ground;
          canvas.line([x - side * 0.3, y], [x, y + side * 0.6], side * 0.4, colour);
          canvas.line([x + side * 0.3, y], [x, y + side * 0.6], side * 0.4, colour);
        }
      }
    },
  };
};

export const pots: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const shelf = Array.from({ length: draw.whole(1, 5) }, () => ({
    belly: 0.6 + draw.share() * 0.6,
    neck: 0.25 + draw.share() * 0.6,
    tall: height * (0.25 + draw.share() * 0.35),
    glaze: draw.pick(PALETTES).land[draw.whole(0, 3)] ?? colours.ink,
    hasHandle: draw.chance(0.3),
  }));
  const count = shelf.length === 1 ? 'One pot' : `${shelf.length} pots`;
  return {
    alt: `${count} on a shelf${shelf.some((pot) => pot.hasHandle) ? ', some with handles' : ''}.`,
    paint(canvas) {
      canvas.sky(...colours.sky);
      const floor = height * 0.84;
      canvas.box([0, floor], [1, height], colours.land[2] ?? colours.ink);
      shelf.forEach(({ belly, neck, tall, glaze, hasHandle }, at) => {
        const x = (at + 0.5) / shelf.length;
        const wide = Math.min(0.16, 0.34 / shelf.length);
        if (hasHandle)
          canvas.ring([x + wide * belly, floor - tall * 0.5], tall * 0.2, 0.016, glaze);
        for (let slice = 0; slice <= 60; slice += 1) {
          const up = slice / 60;
          const swell =
            neck + (belly - neck) * Math.sin(Math.PI * Math.min(1, up * 0.85 + 0.2)) ** 1.3;
          const y = floor - tall * up - 0.004;
          const shade = up > 0.72 ? mixed(glaze, colours.light, 0.35) : glaze;
          canvas.line([x - wide * swell, y], [x + wide * swell, y], tall / 45, shade);
        }
      });
    },
  };
};

export const loaf: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const slashes = draw.whole(2, 5);
  const wide = 0.28 + draw.share() * 0.12;
  const isRound = draw.chance(0.5);
  return {
    alt: `A ${isRound ? 'round' : 'long'} loaf with ${slashes} slashes on a board, flour round it.`,
    paint(canvas) {
      canvas.sky(...colours.sky);
      canvas.box([0, height * 0.62], [1, height], [150, 108, 72]);
      const middle: Point = [0.5, height * 0.6];
      const squash = isRound ? 0.72 : 0.45;
      canvas.oval([0.5, height * 0.62], wide * 1.03, squash, [92, 52, 28]);
      canvas.oval(middle, wide, squash, [178, 108, 52]);
      canvas.oval([0.5, height * 0.57], wide * 0.82, squash * 0.8, [205, 140, 76]);
      for (let slash = 0; slash < slashes; slash += 1) {
        const x = 0.5 + (slash - (slashes - 1) / 2) * ((wide * 1.4) / slashes);
        const reach = wide * squash * 0.5;
        canvas.line(
          [x - 0.02, middle[1] + reach],
          [x + 0.03, middle[1] - reach],
          0.016,
          [242, 214, 164],
        );
      }
      for (let grain = 0; grain < 60; grain += 1) {
        const at: Point = [draw.share(), height * (0.7 + draw.share() * 0.28)];
        canvas.disc(at, 0.002 + draw.share() * 0.003, [244, 236, 220]);
      }
    },
  };
};

export const wave: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const voices = draw.whole(2, 4);
  const paces = Array.from({ length: voices }, () => draw.whole(2, 11));
  const phases = paces.map(() => draw.share() * 6);
  return {
    alt: `An oscilloscope with ${voices} waves of ${paces.join(', ')} turns each.`,
    paint(canvas) {
      canvas.sky(colours.ink, mixed(colours.ink, colours.sky[0], 0.35));
      const grid = mixed(colours.ink, colours.light, 0.14);
      for (let rule = 1; rule < 10; rule += 1) {
        canvas.line([rule / 10, 0], [rule / 10, height], 0.0016, grid);
        canvas.line([0, (rule * height) / 10], [1, (rule * height) / 10], 0.0016, grid);
      }
      paces.forEach((pace, voice) => {
        const yAt = (x: number) =>
          height / 2 +
          height *
            0.32 *
            Math.sin(x * pace * 2 * Math.PI + (phases[voice] ?? 0)) *
            Math.sin(x * Math.PI);
        const shade = voice === 0 ? colours.light : (colours.land[voice] ?? colours.light);
        for (let step = 0; step < 160; step += 1) {
          const [a, b] = [step / 160, (step + 1) / 160];
          canvas.line([a, yAt(a)], [b, yAt(b)], 0.007, shade);
        }
      });
    },
  };
};

export const wheel: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const spokes = draw.pick([12, 16, 20, 24, 28, 32]);
  const bent = draw.chance(0.3) ? draw.whole(0, spokes - 1) : -1;
  return {
    alt: `A wheel with ${spokes} spokes${bent >= 0 ? ', one of them bent' : ''}.`,
    paint(canvas) {
      canvas.sky(...colours.sky);
      const middle: Point = [0.5, height / 2];
      const radius = Math.min(0.5, height / 2) * 0.82;
      for (let spoke = 0; spoke < spokes; spoke += 1) {
        const turn = (spoke / spokes) * 2 * Math.PI;
        const lean = turn + (spoke === bent ? 0.2 : 0.03 * (spoke % 2 === 0 ? 1 : -1));
        const rim: Point = [0.5 + Math.cos(lean) * radius, middle[1] + Math.sin(lean) * radius];
        canvas.line(middle, rim, 0.003, colours.land[3] ?? colours.ink);
      }
      canvas.ring(middle, radius, 0.03, colours.ink);
      canvas.ring(middle, radius * 0.93, 0.012, colours.light);
      canvas.disc(middle, 0.03, colours.ink);
      canvas.disc(middle, 0.012, colours.light);
    },
  };
};

export const map: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const peaks = Array.from({ length: draw.whole(2, 5) }, () => ({
    at: [draw.share(), height * draw.share()] as const,
    spread: 0.02 + draw.share() * 0.05,
    tall: 0.5 + draw.share() * 0.5,
  }));
  const bends = Array.from({ length: 5 }, () => height * (0.15 + draw.share() * 0.7));
  const paper = mixed(colours.light, colours.sky[1], 0.4);
  const bands = Array.from({ length: 10 }, (_, level) =>
    mixed(paper, colours.land[1] ?? colours.ink, level / 9),
  );
  const rise = (x: number, y: number) => {
    let sum = 0;
    for (const { at, spread, tall } of peaks) {
      const far = (x - at[0]) ** 2 + (y - at[1]) ** 2;
      sum += (tall * spread) / (spread + far);
    }
    return sum * 6;
  };
  const contour = mixed(colours.land[3] ?? colours.ink, colours.ink, 0.3);
  return {
    alt: `A hand-tinted map: ${peaks.length} hills in contour lines and a river with no name.`,
    paint(canvas) {
      canvas.field((x, y) => {
        const up = rise(x, y);
        const level = Math.floor(up);
        return up - level < 0.07 ? contour : (bands[Math.min(9, level)] ?? paper);
      });
      const yAt = (x: number) => {
        const at = Math.min(3, Math.floor(x * 4));
        const ease = (1 - Math.cos((x * 4 - at) * Math.PI)) / 2;
        return (bends[at] ?? 0) * (1 - ease) + (bends[at + 1] ?? 0) * ease;
      };
      for (let step = 0; step < 60; step += 1) {
        const [a, b] = [step / 60, (step + 1) / 60];
        canvas.line([a, yAt(a)], [b, yAt(b)], 0.008 + 0.008 * a, colours.sky[0]);
      }
      canvas.line([0.93, height * 0.22], [0.93, height * 0.08], 0.005, colours.ink);
      canvas.disc([0.93, height * 0.08], 0.01, colours.ink);
    },
  };
};
