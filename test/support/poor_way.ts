import { request as ask, createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContextOptions } from 'playwright-core';

/** A way to Driftline that can be poor: a proxy, and the browser sends what it would send. */
export interface PoorWay {
  readonly options: BrowserContextOptions;
  /** Of answers to addresses that hold `part` half the bytes come, and then the line is cut. */
  readonly breakOff: (part: string) => void;
  /** The same, and the line is not cut: nothing comes any more. */
  readonly stall: (part: string) => void;
  readonly mend: () => void;
  readonly end: () => Promise<void>;
}

export async function openPoorWay(): Promise<PoorWay> {
  let poor: string | undefined;
  let isCut = true;
  const proxy = createServer((asked, answer) => {
    const { url = '', method, headers } = asked;
    const isPoor = poor !== undefined && url.includes(poor);
    const onward = ask(url, { method, headers }, async (there) => {
      const body = await bytesOf(there);
      answer.writeHead(there.statusCode ?? 500, {
        ...there.headers,
        'content-length': body.length,
      });
      if (!isPoor) answer.end(body);
      else answer.write(body.subarray(0, body.length / 2), () => isCut && answer.destroy());
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  const bePoor = (part: string | undefined, cuts: boolean) => {
    poor = part;
    isCut = cuts;
  };
  return {
    options: { proxy: { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' } },
    breakOff: (part) => bePoor(part, true),
    stall: (part) => bePoor(part, false),
    mend: () => bePoor(undefined, true),
    end: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      }),
  };
}

async function bytesOf(there: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of there) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
