import { expect, test } from 'vitest';
import { isInward } from '../../src/http/media/inward.ts';
import { openMediaAddresses } from '../../src/http/media/media_address.ts';
import { askMedia } from '../../src/http/media/media_request.ts';

const LITERALS = [
  '127.0.0.1',
  '127.8.9.10',
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '2001::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd00::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
];

test.each(LITERALS)('%s is inward', (address) => {
  expect(isInward(address)).toBe(true);
});

test.each(['93.184.216.34', '192.0.77.2', '172.32.0.1', '100.128.0.1', '2606:2800:220:1::1'])(
  '%s is outward',
  (address) => {
    expect(isInward(address)).toBe(false);
  },
);

/** As a hostile server may write them; the WHATWG parser makes dotted quads of most. */
const HOSTILE = [
  'https://127.0.0.1/a.png',
  'https://2130706433/a.png',
  'https://0x7f000001/a.png',
  'https://0x7f.0.0.1/a.png',
  'https://017700000001/a.png',
  'https://0177.0.0.01/a.png',
  'https://127.1/a.png',
  'https://127.0.0.1./a.png',
  'https://①②⑦.⓪.⓪.①/a.png',
  'https://0/a.png',
  'https://[::1]/a.png',
  'https://[0:0:0:0:0:0:0:1]/a.png',
  'https://[::ffff:127.0.0.1]/a.png',
  'https://[::ffff:7f00:1]/a.png',
  'https://[fd00::1]/a.png',
  'https://[64:ff9b::7f00:1]/a.png',
  'https://192.168.1.1:8443/a.png',
  'https://169.254.169.254/latest/meta-data',
  'https://localhost/a.png',
  'https://LOCALHOST./a.png',
  'https://ｌｏｃａｌｈｏｓｔ/a.png',
  'https://media.localhost/a.png',
  'https://printer.local/a.png',
  'https://metadata.google.internal/a.png',
  'https://router.home.arpa/a.png',
  'http://files.example/a.png',
  'https://user@files.example/a.png',
  'https://user:word@files.example/a.png',
  'https://files.example@127.0.0.1/a.png',
  'https://:@127.0.0.1/a.png',
  'https:\\\\127.0.0.1\\a.png',
  'ftp://files.example/a.png',
  'file:///etc/passwd',
  'data:image/png;base64,AAAA',
  'blob:https://files.example/a',
  '//files.example/a.png',
  '/a.png',
  'https://',
];

const HOME = 'http://127.0.0.1:3000';
const loginOrigins = () => new Set([HOME]);

test.each(HOSTILE)('%s is never signed', (address) => {
  expect(openMediaAddresses(new Uint8Array(32), loginOrigins).of(address)).toBeUndefined();
});

test('the exact origin of the login may stand anywhere; another port of it may not', () => {
  const addresses = openMediaAddresses(new Uint8Array(32), loginOrigins);

  expect(addresses.of(`${HOME}/a.png`)).toBeDefined();
  expect(addresses.of('https://files.example/a.png')).toBeDefined();
  expect(addresses.of('https://files.example:8443/a.png')).toBeDefined();
  expect(addresses.of('http://127.0.0.1:3001/a.png')).toBeUndefined();
  expect(addresses.of('https://127.0.0.1:3000/a.png')).toBeUndefined();
  expect(addresses.of('http://me:word@127.0.0.1:3000/a.png')).toBeUndefined();
});

test('a signature of an address that was of the login opens nothing once it is not', () => {
  const secret = new Uint8Array(32);
  const path = openMediaAddresses(secret, loginOrigins).of(`${HOME}/a.png`) as string;
  const [, , signature, encoded] = path.split('/') as [string, string, string, string];

  const after = openMediaAddresses(secret, () => new Set());

  expect(after.read(signature, encoded)).toBeUndefined();
});

/** Where `first` is asked and answers with redirects to each of `rest` in turn. */
async function following(first: string, ...rest: readonly string[]) {
  const asked: (readonly [string, string])[] = [];
  const answer = await askMedia(new URL(first), {
    loginOrigins,
    fetchMedia: async ({ url }, trust) => {
      asked.push([url, trust]);
      const location = rest[asked.length - 1];
      return location === undefined
        ? new Response('here')
        : new Response(null, { status: 302, headers: { location } });
    },
  });
  return { isRefused: answer === undefined, asked };
}

/** What a header can carry and is an address of its own. */
const LOCATIONS = HOSTILE.filter((one) => one.includes(':') && /^[ -~]+$/.test(one));

test.each([...LOCATIONS, `${HOME}/a.png`])(
  'a redirect from a public host to %s is not followed',
  async (address) => {
    const { isRefused, asked } = await following('https://files.example/a.png', address);

    expect({ isRefused, asked: asked.length }).toEqual({ isRefused: true, asked: 1 });
  },
);

test('the home may redirect within itself and outward, and from there nobody comes back', async () => {
  const within = await following(`${HOME}/a.png`, '/b.png');
  const onward = await following(`${HOME}/a.png`, 'https://files.example/a.png');
  const back = await following(`${HOME}/a.png`, 'https://files.example/a.png', `${HOME}/b.png`);
  const beside = await following(`${HOME}/a.png`, 'http://127.0.0.1:3001/b.png');

  expect(within).toEqual({
    isRefused: false,
    asked: [
      [`${HOME}/a.png`, 'home'],
      [`${HOME}/b.png`, 'home'],
    ],
  });
  expect(onward.asked.at(-1)).toEqual(['https://files.example/a.png', 'public']);
  expect(back.isRefused).toBe(true);
  expect(beside).toMatchObject({ isRefused: true, asked: [[`${HOME}/a.png`, 'home']] });
});

test('a chain of redirects has an end', async () => {
  const round = Array.from({ length: 9 }, (_, at) => `https://files.example/${at}`);

  const { isRefused, asked } = await following('https://files.example/a.png', ...round);

  expect({ isRefused, asked: asked.length }).toEqual({ isRefused: true, asked: 4 });
});
