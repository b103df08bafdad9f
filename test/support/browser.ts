import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/**
 * The system's Chromium, else the one in the npm package, which brings its libraries along when it
 * believes to run in AWS Lambda. Its own flags are left away: they switch the web's security off,
 * which is just what is to be tested, and its single process survives no second context.
 */
export async function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];
  const executablePath = SYSTEM_BROWSERS.find((path) => existsSync(path));
  if (executablePath !== undefined) return chromium.launch({ executablePath, args });
  process.env.AWS_LAMBDA_JS_RUNTIME ??= `nodejs22.x`;
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [...args, '--no-zygote'],
    env: { ...process.env } as Record<string, string>,
  });
}
