import { mixed, type Point } from './pictures_canvas.ts';
import { PALETTES } from './pictures_palettes.ts';
import type { Scene, Sketch } from './pictures_scenes.ts';
import type { Draw } from './world_draw.ts';

/** A small square that tells people apart: tiles, a face, rings or a leaf. */
export const avatar: Scene = (draw) => draw.pick([tiles, face, face, rings, leaf])(draw);

function tiles(draw: Draw): Sketch {
  const colours = draw.pick(PALETTES);
  const side = draw.whole(2, 4);
  const set = Array.from({ length: side * side }, () => ({
    turn: draw.pick([0, 1, 2, 3] as const),
    colour: draw.pick([...colours.land, colours.light, colours.ink]),
  }));
  return {
    alt: 'Tiles with quarter circles.',
    paint(canvas) {
      canvas.sky(...colours.sky);
      set.forEach(({ turn, colour }, at) => {
        canvas.quarter([(at % side) / side, Math.floor(at / side) / side], 1 / side, turn, colour);
      });
    },
  };
}

const SKINS = [
  [247, 215, 190],
  [232, 184, 148],
  [198, 140, 102],
  [150, 98, 68],
  [104, 66, 46],
] as const;

function face(draw: Draw): Sketch {
  const colours = draw.pick(PALETTES);
  const skin = draw.pick(SKINS);
  const hair = draw.pick([colours.ink, colours.land[3] ?? colours.ink, [214, 148, 70] as const]);
  const isLong = draw.chance(0.5);
  const hasGlasses = draw.chance(0.35);
  const [eyes, smile] = [0.1 + draw.share() * 0.04, 0.03 + draw.share() * 0.05];
  return {
    alt: 'A drawn face.',
    paint(canvas) {
      canvas.sky(colours.sky[1], mixed(colours.sky[1], colours.sky[0], 0.6));
      canvas.oval([0.5, isLong ? 0.52 : 0.42], isLong ? 0.34 : 0.31, isLong ? 1.15 : 0.95, hair);
      canvas.oval([0.5, 1.06], 0.4, 0.75, colours.land[2] ?? colours.ink);
      canvas.box([0.42, 0.66], [0.58, 0.86], mixed(skin, [0, 0, 0], 0.1));
      canvas.oval([0.5, 0.52], 0.24, 1.18, skin);
      canvas.oval([0.5, 0.29], 0.25, 0.42, hair);
      for (const side of [-1, 1]) {
        const at: Point = [0.5 + side * eyes, 0.51];
        canvas.disc(at, 0.022, [34, 28, 30]);
        if (hasGlasses) canvas.ring(at, 0.068, 0.014, colours.ink);
      }
      if (hasGlasses) canvas.line([0.47, 0.51], [0.53, 0.51], 0.012, colours.ink);
      for (let step = -6; step < 6; step += 1) {
        const yAt = (x: number) => 0.67 + smile * (1 - (x / 6) ** 2);
        const [a, b]: [Point, Point] = [
          [0.5 + step * 0.013, yAt(step)],
          [0.5 + (step + 1) * 0.013, yAt(step + 1)],
        ];
        canvas.line(a, b, 0.016, mixed(skin, [120, 20, 30], 0.6));
      }
    },
  };
}

function rings(draw: Draw): Sketch {
  const colours = draw.pick(PALETTES);
  const at: Point = [0.3 + draw.share() * 0.4, 0.3 + draw.share() * 0.4];
  const count = draw.whole(3, 7);
  return {
    alt: 'Rings.',
    paint(canvas) {
      canvas.sky(...colours.sky);
      for (let ring = count; ring > 0; ring -= 1) {
        const colour = ring % 2 === 0 ? (colours.land[ring % 4] ?? colours.ink) : colours.light;
        canvas.disc(at, (ring * 0.5) / count, colour);
      }
    },
  };
}

function leaf(draw: Draw): Sketch {
  const colours = draw.pick(PALETTES);
  const pairs = draw.whole(3, 6);
  return {
    alt: 'A twig with leaves.',
    paint(canvas) {
      canvas.sky(colours.light, colours.sky[1]);
      canvas.line([0.5, 0.95], [0.5, 0.14], 0.022, colours.ink);
      for (let pair = 0; pair < pairs; pair += 1) {
        const y = 0.82 - (pair * 0.6) / pairs;
        for (const side of [-1, 1]) {
          for (let step = 0; step < 10; step += 1) {
            const out = step / 9;
            const at: Point = [0.5 + side * out * 0.3, y - out * 0.14];
            canvas.disc(
              at,
              0.055 * Math.sin(Math.PI * (0.12 + 0.8 * out)),
              colours.land[2] ?? colours.ink,
            );
          }
        }
      }
      canvas.disc([0.5, 0.14], 0.05, colours.land[1] ?? colours.ink);
    },
  };
}
