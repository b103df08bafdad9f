import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/**
 * The system's Chromium, else the one in the npm package. The flags of the package are left away:
 * they switch the web's security off, which is just what is to be tested, and its single process
 * survives no second context.
 */
export async function openBrowser(...settings: readonly string[]): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', ...settings];
  const executablePath = SYSTEM_BROWSERS.find((path) => existsSync(path));
  if (executablePath !== undefined) return chromium.launch({ executablePath, args });
  return chromium.launch({
    executablePath: await unpacked(),
    args: [...args, '--no-zygote'],
    env: { ...process.env, FONTCONFIG_FILE: FONTS } as Record<string, string>,
  });
}

const FOLDER = join(tmpdir(), 'driftline-test-browser-143');
const LOCK = join(FOLDER, 'lock');
const READY = join(FOLDER, 'ready');
const FONTS = join(FOLDER, 'fonts.conf');
const UNPACKING_MAX_MS = 60_000;
const LOOK_AGAIN_MS = 200;

/**
 * Unpacks the browser once for all test files, which run side by side: the package takes a
 * half-written file for a whole one. It brings its libraries only where it believes to be in AWS
 * Lambda, and looks at the folder for temporary files when it is loaded.
 */
async function unpacked(): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  while (!existsSync(READY)) {
    if (isMine()) return unpack();
    await pause(LOOK_AGAIN_MS);
  }
  return unpack();
}

/** Whether this process is the one that unpacks. A lock that a killed one left is taken. */
function isMine(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const age = Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > UNPACKING_MAX_MS) rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    return false;
  }
}

async function unpack(): Promise<string> {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = FOLDER;
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    const path = await packed.executablePath();
    writeFileSync(FONTS, FONT_FOLDERS);
    writeFileSync(READY, '');
    return path;
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    delete process.env.AWS_LAMBDA_JS_RUNTIME;
  }
}

/** Its own configuration names /tmp, whatever the folder; a browser without any font crashes. */
const FONT_FOLDERS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(FOLDER, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(FOLDER, 'fonts-cache')}</cachedir>
</fontconfig>
`;
