import { createServer } from 'node:net';
import { DriftlineError, outOfFiles } from '../core/errors.ts';

/** Throws what `serveHttp` would, for whoever has a long way to go before that. 0 is always free. */
export async function assertPortIsFree(port: number, host = '127.0.0.1'): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(listenFailure(error, { port, host })),
    );
    server.listen(port, host, resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}

export function listenFailure(
  error: NodeJS.ErrnoException,
  { port, host }: { readonly port: number; readonly host: string },
): unknown {
  if (error.code === 'EADDRINUSE')
    return new DriftlineError(
      'busy',
      `port ${port} is in use: stop the program that has it, or take another with --port`,
      { cause: error },
    );
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new DriftlineError(
      'usage',
      `${host} is no address of this machine: give --host, or host under [serve], one that is; 0.0.0.0 stands for all`,
      { cause: error },
    );
  if (error.code === 'EACCES')
    return new DriftlineError('usage', `port ${port} is not yours to use: take one above 1023`, {
      cause: error,
    });
  return outOfFiles(error) ?? error;
}
