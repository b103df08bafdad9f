import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { inventPicture, pictureOf } from '../../src/demo/pictures.ts';
import { SCENES, type SceneName } from '../../src/demo/pictures_scenes.ts';
import { drawFrom } from '../../src/demo/world_draw.ts';

describe('a drawn picture', () => {
  it('is a PNG of the asked width and of its own shape, for every scene', () => {
    for (const scene of Object.keys(SCENES) as SceneName[]) {
      const picture = inventPicture(drawFrom(scene), scene, true);

      const png = decode(pictureOf(picture.id, 96));

      expect(png.width).toBe(96);
      expect(png.height).toBe(Math.round((96 * picture.height) / picture.width));
      expect(new Set(png.data).size).toBeGreaterThan(8);
    }
  });

  it('is the same bytes each time, and others under another id', () => {
    const first = pictureOf('hills-640x420-abc', 80);

    expect(pictureOf('hills-640x420-abc', 80)).toEqual(first);
    expect(pictureOf('hills-640x420-abd', 80)).not.toEqual(first);
  });

  it('draws a face or a pattern for every person, and a header', () => {
    expect(decode(pictureOf('avatar:ada', 48)).height).toBe(48);
    expect(decode(pictureOf('header:ada', 90)).height).toBe(30);
  });

  it('has a blurhash and, where asked for, an alt text that says what is in it', () => {
    const picture = inventPicture(drawFrom('x'), 'birds', true);

    expect(picture.blurhash).toMatch(/^[0-9A-Za-z#$%*+,\-.:;=?@[\]^_{|}~]{28}$/);
    expect(picture.alt).toMatch(/\d birds on \d wires/);
    expect(inventPicture(drawFrom('x'), 'birds', false).alt).toBe('');
  });

  it('says which picture is unknown', () => {
    expect(() => pictureOf('../etc/passwd', 96)).toThrow('no picture "../etc/passwd"');
  });
});
