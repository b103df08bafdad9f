import { mixed, type Point } from './pictures_canvas.ts';
import { PALETTES } from './pictures_palettes.ts';
import type { Scene } from './pictures_scenes.ts';
import type { Draw } from './world_draw.ts';

/** A wavy line: three sines of drawn length and phase. */
function ridge(draw: Draw, base: number, swing: number): (x: number) => number {
  const waves = [1, 2.3, 5.1].map((pace, at) => ({
    pace: pace * (0.7 + draw.share() * 0.8) * 2 * Math.PI,
    phase: draw.share() * 7,
    swing: swing / (at + 1),
  }));
  return (x) =>
    waves.reduce((y, wave) => y + wave.swing * Math.sin(x * wave.pace + wave.phase), base);
}

export const hills: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const layers = draw.whole(3, 5);
  const ridges = Array.from({ length: layers }, (_, at) =>
    ridge(draw, height * (0.42 + (0.5 * at) / layers), height * 0.07),
  );
  const sun: Point = [0.15 + draw.share() * 0.7, height * (0.15 + draw.share() * 0.25)];
  const size = 0.03 + draw.share() * 0.06;
  const hasTrees = draw.chance(0.5);
  const trees = Array.from(
    { length: 14 },
    () => [draw.share(), 0.03 + draw.share() * 0.05] as const,
  );
  return {
    alt: `${layers} rows of hills under ${colours.name}, a ${size > 0.06 ? 'big' : 'small'} sun${
      hasTrees ? ', and a few trees' : ''
    }.`,
    paint(canvas) {
      canvas.sky(...colours.sky);
      canvas.disc(sun, size, colours.light);
      ridges.forEach((top, at) => {
        canvas.land(top, colours.land[Math.min(at, colours.land.length - 1)] ?? colours.ink);
      });
      const last = ridges[ridges.length - 1];
      if (!hasTrees || last === undefined) return;
      for (const [x, tall] of trees) {
        const foot = last(x);
        canvas.line([x, foot], [x, foot - tall], 0.006, colours.ink);
        canvas.oval([x, foot - tall], tall * 0.42, 1.5, colours.ink);
      }
    },
  };
};

export const sea: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const horizon = height * (0.35 + draw.share() * 0.2);
  const waves = draw.whole(5, 9);
  const lines = Array.from({ length: waves }, (_, at) =>
    ridge(draw, horizon + ((height - horizon) * (at + 0.6)) / waves, 0.006 + 0.004 * at),
  );
  const boat = draw.chance(0.6) ? 0.15 + draw.share() * 0.7 : undefined;
  return {
    alt: `The sea in ${waves} bands of colour, ${colours.name}${
      boat === undefined ? ', nobody out' : ', one small sail on the horizon'
    }.`,
    paint(canvas) {
      canvas.sky(...colours.sky);
      canvas.disc([0.72, horizon - 0.05], 0.05, colours.light);
      canvas.land(() => horizon, mixed(colours.sky[0], colours.ink, 0.25));
      if (boat !== undefined) {
        for (let part = 0; part < 30; part += 1) {
          const y = horizon - 0.1 + part * 0.003;
          canvas.line([boat, y], [boat + part * 0.0018, y], 0.003, colours.light);
        }
        canvas.line([boat - 0.035, horizon], [boat + 0.05, horizon], 0.014, colours.ink);
      }
      lines.forEach((top, at) => {
        const share = 0.2 + (0.7 * at) / waves;
        canvas.land(top, mixed(colours.sky[0], colours.ink, share));
      });
    },
  };
};

export const birds: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const wires = draw.whole(2, 4);
  const sitting = Array.from({ length: draw.whole(2, 9) }, () => ({
    x: 0.06 + draw.share() * 0.88,
    wire: draw.whole(0, wires - 1),
    size: 0.018 + draw.share() * 0.02,
    isLeft: draw.chance(0.5),
  }));
  const wireAt = (wire: number, x: number) =>
    height * (0.3 + wire * 0.17) + 0.09 * (x - 0.5) ** 2 * (wire + 1);
  return {
    alt: `${sitting.length} birds on ${wires} wires, all ink against ${colours.name}.`,
    paint(canvas) {
      canvas.sky(...colours.sky);
      canvas.land(ridge(draw, height * 0.92, 0.02), colours.land[1] ?? colours.ink);
      for (let wire = 0; wire < wires; wire += 1) {
        for (let step = 0; step < 12; step += 1) {
          const [a, b] = [step / 12, (step + 1) / 12];
          canvas.line([a, wireAt(wire, a)], [b, wireAt(wire, b)], 0.004, colours.ink);
        }
      }
      for (const { x, wire, size, isLeft } of sitting) {
        const y = wireAt(wire, x) - size;
        const side = isLeft ? -1 : 1;
        canvas.oval([x, y], size, 1.15, colours.ink);
        canvas.disc([x + side * size * 0.5, y - size], size * 0.6, colours.ink);
        canvas.line(
          [x - side * size * 0.4, y],
          [x - side * size * 1.5, y + size * 1.4],
          0.01,
          colours.ink,
        );
        const beak = x + side * size * 1.4;
        canvas.line(
          [x + side * size * 0.9, y - size],
          [beak, y - size * 0.9],
          0.006,
          colours.light,
        );
      }
    },
  };
};

export const stars: Scene = (draw, height) => {
  const night = draw.pick(PALETTES.filter(({ name }) => /dusk|night|teal/.test(name)));
  const points = Array.from({ length: draw.whole(70, 160) }, () => ({
    at: [draw.share(), draw.share() * height * 0.85] as const,
    size: 0.0012 + 0.004 * draw.share() ** 4,
  }));
  const figure = Array.from(
    { length: draw.whole(4, 7) },
    () => [0.2 + draw.share() * 0.6, height * (0.12 + draw.share() * 0.5)] as const,
  );
  return {
    alt: `A night sky with a constellation of ${figure.length} stars joined by thin lines.`,
    paint(canvas) {
      canvas.sky(night.ink, night.sky[0]);
      for (const { at, size } of points) canvas.disc(at, size, night.light);
      figure.forEach((at, index) => {
        const before = figure[index - 1];
        if (before !== undefined)
          canvas.line(before, at, 0.002, mixed(night.sky[0], night.light, 0.4));
      });
      for (const at of figure) canvas.disc(at, 0.007, night.light);
      canvas.land(ridge(draw, height * 0.88, 0.025), night.ink);
    },
  };
};

export const garden: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const plants = Array.from({ length: draw.whole(6, 16) }, (_, at) => ({
    x: 0.05 + (0.9 * (at + draw.share())) / 17,
    tall: height * (0.2 + draw.share() * 0.4),
    petals: draw.whole(5, 9),
    size: 0.02 + draw.share() * 0.025,
    isOpen: draw.chance(0.75),
  }));
  const open = plants.filter((plant) => plant.isOpen).length;
  const flower = draw.pick(PALETTES).land[1] ?? colours.light;
  return {
    alt: `${plants.length} flowers in a bed, ${open} of them open.`,
    paint(canvas) {
      canvas.sky(...colours.sky);
      canvas.land(() => height * 0.82, mixed(colours.ink, colours.land[2] ?? colours.ink, 0.5));
      for (const { x, tall, petals, size, isOpen } of plants) {
        const top: Point = [x + 0.01, height * 0.86 - tall];
        canvas.line([x, height * 0.86], top, 0.006, colours.land[3] ?? colours.ink);
        canvas.oval(
          [x + 0.02, height * 0.86 - tall * 0.4],
          0.02,
          0.5,
          colours.land[3] ?? colours.ink,
        );
        if (!isOpen) canvas.oval(top, size * 0.5, 1.5, flower);
        for (let petal = 0; isOpen && petal < petals; petal += 1) {
          const turn = (petal / petals) * 2 * Math.PI;
          const at: Point = [top[0] + Math.cos(turn) * size, top[1] + Math.sin(turn) * size];
          canvas.disc(at, size * 0.6, flower);
        }
        if (isOpen) canvas.disc(top, size * 0.55, colours.light);
      }
    },
  };
};

export const mushrooms: Scene = (draw, height) => {
  const colours = draw.pick(PALETTES);
  const caps = Array.from({ length: draw.whole(2, 7) }, () => ({
    x: 0.1 + draw.share() * 0.8,
    tall: 0.08 + draw.share() * height * 0.4,
    size: 0.04 + draw.share() * 0.08,
  }));
  const cap = draw.pick(PALETTES).land[2] ?? colours.ink;
  return {
    alt: `${caps.length} mushrooms in moss, the tallest with a spotted cap.`,
    paint(canvas) {
      canvas.sky(mixed(colours.sky[0], colours.ink, 0.3), colours.sky[1]);
      canvas.land(ridge(draw, height * 0.8, 0.02), colours.land[2] ?? colours.ink);
      for (const { x, tall, size } of caps) {
        const top = height * 0.84 - tall;
        canvas.line([x, height * 0.86], [x, top], size * 0.45, colours.light);
        canvas.oval([x, top], size, 0.62, cap);
        canvas.oval([x, top + size * 0.3], size * 0.8, 0.25, mixed(cap, colours.light, 0.6));
        for (let spot = 0; spot < 4; spot += 1) {
          const at: Point = [x + (spot - 1.5) * size * 0.4, top - size * (0.2 + 0.2 * (spot % 2))];
          canvas.disc(at, size * 0.1, colours.light);
        }
      }
      canvas.land(ridge(draw, height * 0.88, 0.015), colours.land[3] ?? colours.ink);
    },
  };
};
