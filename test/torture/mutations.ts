export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };
type Draw = () => number;

/** One way to spoil what a server sends: gives text or bytes that may or may not be good still. */
export type Mutation = (text: string, draw: Draw) => string | Buffer;

const STRANGE_VALUES: readonly (() => Json)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 1e308,
  () => 2 ** 60, // above 2^53: digits are lost
  () => '',
  () => '\u0000',
  () => 'a\u0000b',
  () => '\ud800',
  () => '\udfff lone',
  () => '9999-12-31T23:59:59.999Z',
  () => '+275760-09-13T00:00:00.000Z',
  () => '-000001-01-01T00:00:00Z',
  () => 'yesterday',
  () => '__proto__',
  () => 'x'.repeat(100_000),
  () => '\u0301'.repeat(5_000),
  () => [],
  () => [null, [[]], 'a', { id: 1 }],
  () => ({}),
  () => ({ id: '1', toString: 'no' }),
  () => nested(200),
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
];

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  flipBytes(text, draw) {
    const bytes = Buffer.from(text);
    for (let flips = 1 + draw() * 8; flips > 0; flips -= 1) {
      const at = Math.floor(draw() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(draw() * 8));
    }
    return bytes;
  },
  truncate: (text, draw) => text.slice(0, Math.floor(draw() * text.length)),
  splice(text, draw) {
    const at = Math.floor(draw() * text.length);
    return text.slice(0, at) + text.slice(at + Math.floor(draw() * 40));
  },
  swapMember: (text, draw) => changed(text, draw, () => pick(STRANGE_VALUES, draw)()),
  dropMember: (text, draw) => changed(text, draw, () => undefined),
  numberForText: (text, draw) =>
    changed(text, draw, (value) => (typeof value === 'string' ? Number(value) : [value])),
  arrayForObject: (text, draw) =>
    changed(text, draw, (value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : { value },
    ),
  nestDeeply: (text, draw) =>
    text.replace(/":"/, () => `":${'['.repeat(deep(draw))}"`.slice(0, 200_000)),
  nestProperly(text, draw) {
    const levels = deep(draw);
    return text.replace(/\}$/, `,"more":${'['.repeat(levels)}${']'.repeat(levels)}}`);
  },
  prototypeKeys: (text) =>
    text.replace('{', '{"__proto__":{"polluted":true},"hasOwnProperty":1,"toString":null,'),
  strangeText: (text, draw) =>
    pick(['', ' ', 'null', '[]', '42', '"x"', '{}', `\u0000${text}`, text.repeat(2)], draw),
};

function deep(draw: Draw): number {
  return pick([50, 150, 1_100, 20_000], draw);
}

function nested(levels: number): Json {
  let value: Json = 'deep';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

/** Some member, anywhere, is another thing now; gone, where `change` gives undefined. */
function changed(text: string, draw: Draw, change: (value: Json) => Json | undefined): string {
  const json = JSON.parse(text) as Json;
  const places: { holder: Record<string, Json>; name: string }[] = [];
  const collect = (value: Json) => {
    if (typeof value !== 'object' || value === null) return;
    const holder = value as Record<string, Json>;
    for (const name of Object.keys(holder)) {
      places.push({ holder, name });
      collect(holder[name] as Json);
    }
  };
  collect(json);
  if (places.length === 0) return text;
  // Half of the time at the top, where what matters stands.
  const some = draw() < 0.5 ? places.slice(0, 30) : places;
  const { holder, name } = pick(some, draw);
  const now = change(holder[name] as Json);
  if (now === undefined) delete holder[name];
  else holder[name] = now;
  return JSON.stringify(json);
}

export function pick<T>(list: readonly T[], draw: Draw): T {
  return list[Math.floor(draw() * list.length)] as T;
}
