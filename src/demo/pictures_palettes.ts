import { type Colour, colourOf } from './pictures_canvas.ts';

/**
 * Colours that go together: sky above and below, land from far to near, ink, and a light accent.
 */
export interface Palette {
  readonly name: string;
  readonly sky: readonly [Colour, Colour];
  readonly land: readonly Colour[];
  readonly ink: Colour;
  readonly light: Colour;
}

function palette(name: string, hexes: string): Palette {
  const colours = hexes.split(' ').map((hex) => colourOf(`#${hex}`));
  const [above, below, ink, light, ...land] = colours as [
    Colour,
    Colour,
    Colour,
    Colour,
    ...Colour[],
  ];
  return { name, sky: [above, below], ink, light, land };
}

export const PALETTES: readonly Palette[] = [
  palette('a peach evening', '5b6c9d f6c6a4 2b2540 fff1d6 b98a96 8d6a86 5f4b70 3a3153'),
  palette('a clear morning', '8ec5e8 eaf4f1 1f3a4a fff7c9 a9cfb8 7fb394 558f74 33654f'),
  palette('a grey day', '9aa6ad d9dcd8 2e3438 f4f1e6 b3b9b4 919a96 6c7674 4a5455'),
  palette('a violet dusk', '2c2352 d98aa5 120e26 ffe3c2 7a5590 553a75 3a285a 221a3d'),
  palette('high summer', '3f9bd1 fbe9b0 243b2a fff3b5 d9c76a a8b552 6e9440 3f6a34'),
  palette('first snow', 'b9cfe0 f3f6f9 34465a ffffff dfe8ef c3d1de 9fb3c6 7890a8'),
  palette('rust and teal', '1f6a70 f0d9b5 2a1d18 ffe9c9 d99b62 b8693e 8a4630 57302a'),
  palette('a green night', '0d2b2e 3d7f6d 071517 e8f7c8 2c6557 1f4c45 143734 0c2425'),
  palette('rose and olive', 'e9b7b1 f9ebe0 3c3a22 fffdf0 c9c08b a3a063 777a45 50562f'),
  palette('ink and paper', 'efe6d2 faf5e8 23272e c8553d c9bda2 a39781 7b7264 544f49'),
];
