// What a browser makes of the page: how soon it paints, against a server that sends the same bytes
// from memory; how heavy it is; and how long its longest task is while 200 posts come and scroll.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { inTurns, median } from './bench_rounds.mjs';

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];
const ROUNDS = 7;
const PAGE_KB_MAX = 60;
const TASK_MS_MAX = 50;
const POSTS = 200;

export async function measureBrowser(url) {
  const browser = await openBrowser();
  try {
    const kept = await recorded(browser, url);
    const still = await serve(kept);
    try {
      const [ours, ceiling] = await inTurns(
        ROUNDS,
        () => firstPaint(browser, url),
        () => firstPaint(browser, new URL(new URL(url).pathname, still.url)),
      );
      const kb = [...kept.values()].reduce((sum, { body }) => sum + gzipSync(body).length, 0) / 1e3;
      const { longestMs, longestByClockMs, shift } = await scrolled(browser, url);
      return [
        figure('first contentful paint ÷ that of the same bytes from memory', ours / ceiling, 1.5, {
          detail: `${ours.toFixed(0)} and ${ceiling.toFixed(0)} ms`,
        }),
        figure('first page of 40, without media, compressed ÷ 60 kB', kb / PAGE_KB_MAX, 1, {
          detail: `${kb.toFixed(1)} kB with style and scripts`,
        }),
        figure('longest task while 200 posts come and scroll ÷ 50 ms', longestMs / TASK_MS_MAX, 1, {
          detail: `${longestMs.toFixed(0)} ms, ${longestByClockMs.toFixed(0)} by the clock; layout shift ${shift}`,
        }),
      ];
    } finally {
      still.stop();
    }
  } finally {
    await browser.close();
  }
}

function figure(what, measured, target, { detail }) {
  return { what, measured, target, isAtLeast: false, detail };
}

async function openBrowser() {
  const args = ['--no-sandbox', '--disable-gpu'];
  const executablePath = SYSTEM_BROWSERS.find((path) => existsSync(path));
  if (executablePath !== undefined) return chromium.launch({ executablePath, args });
  // It brings its libraries only where it believes to be in AWS Lambda.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [...args, '--no-zygote'],
  });
}

/** Everything but media that a page asks for, by its path. */
async function recorded(browser, url) {
  const page = await browser.newPage();
  const answers = [];
  page.on('response', (response) => answers.push(response));
  await page.goto(String(url), { waitUntil: 'load' });
  const kept = new Map();
  for (const response of answers) {
    const { pathname } = new URL(response.url());
    if (!response.ok() || pathname.startsWith('/media/')) continue;
    const type = response.headers()['content-type'];
    kept.set(pathname, { body: await response.body(), type });
  }
  await page.close();
  return kept;
}

function serve(kept) {
  const server = createServer((request, response) => {
    const found = kept.get(new URL(request.url, 'http://x').pathname);
    if (found === undefined) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': found.type }).end(found.body);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({
        url: `http://127.0.0.1:${port}/`,
        stop: () => server.close().closeAllConnections(),
      });
    });
  });
}

async function firstPaint(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(String(url), { waitUntil: 'load' });
  const paint = await page.evaluate(async () => {
    for (;;) {
      const [entry] = performance.getEntriesByName('first-contentful-paint');
      if (entry !== undefined) return entry.startTime;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  await context.close();
  return paint;
}

/** Of three goes. Time of the processor: by the clock it is what others' work lets it be. */
async function scrolled(browser, url) {
  const goes = [];
  for (let go = 0; go < 3; go += 1) goes.push(await scrollOnce(browser, url));
  return {
    longestMs: median(goes.map(({ longestMs }) => longestMs)),
    longestByClockMs: median(goes.map(({ longestByClockMs }) => longestByClockMs)),
    shift: median(goes.map(({ shift }) => shift)),
  };
}

/** From the first forty, through all that are set below them, and past all once more. */
async function scrollOnce(browser, url) {
  const page = await browser.newPage();
  await page.goto(String(url), { waitUntil: 'load' });
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  while ((await page.locator('.post').count()) < POSTS) {
    const before = await page.locator('.post').count();
    await page.locator('a.next').click();
    // They come in bites.
    await page.waitForFunction((n) => document.querySelectorAll('.post').length >= n, before + 40);
  }
  await page.evaluate(() => {
    const seen = { shift: 0 };
    Object.assign(window, { seen });
    window.scrollTo(0, 0);
    const watch = (type, add) =>
      new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type });
    watch('layout-shift', ({ value }) => {
      seen.shift += value;
    });
  });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += 600) {
    await page.mouse.wheel(0, 600);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  const { shift } = await page.evaluate(() => Reflect.get(window, 'seen'));
  const tasks = tasksOf(await browser.stopTracing());
  await page.close();
  return {
    longestMs: Math.max(...tasks.map(({ tdur }) => tdur)) / 1000,
    longestByClockMs: Math.max(...tasks.map(({ dur }) => dur)) / 1000,
    shift,
  };
}

/** Of the thread on which a page is laid out and its scripts run. */
function tasksOf(trace) {
  const { traceEvents } = JSON.parse(trace.toString());
  const threads = traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid}/${tid}`);
  const tasks = traceEvents.filter(
    ({ name, tdur, pid, tid }) =>
      name === 'RunTask' && tdur !== undefined && threads.includes(`${pid}/${tid}`),
  );
  if (tasks.length === 0) throw new Error('the browser traced no task');
  return tasks;
}
