import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import { SECOND_MS } from '../core/clock.ts';
import { isOfApi } from './api/api_app.ts';

/** The first byte of whoever speaks TLS (RFC 8446, section 5.1). */
const HANDSHAKE = 0x16;
/** Who says nothing for so long is not waited for. */
const SILENT_MAX_MS = 30 * SECOND_MS;
const READING = /^(?:GET|HEAD) (\/[\x21-\x7e]*) HTTP\/1\.[01]\r\n/;
const HOST = /\r\nhost:[ \t]*([\w.:[\]-]+)[ \t]*\r\n/i;
const SAID = 'This port speaks https: put https:// before the address.\n';

/**
 * Leads a browser that speaks http to an https server over to https, where it would say that the
 * page sent nothing: a browser takes an address without a scheme for http. Returns how to end all
 * connections, those too that no request came by.
 */
export function answerPlainHttp(server: Server): () => void {
  const secured = server.listeners('connection');
  const sockets = new Set<Socket>();
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const drop = () => socket.destroy();
    socket.on('error', drop);
    socket.setTimeout(SILENT_MAX_MS, drop);
    socket.once('data', (first) => {
      if (first[0] !== HANDSHAKE) return void socket.end(answerTo(first.toString('latin1')));
      socket.setTimeout(0, drop);
      socket.off('error', drop);
      socket.pause();
      socket.unshift(first); // whoever secures it reads what is there already
      for (const secure of secured) secure.call(server, socket);
    });
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

/** A client of the API is not led on: it would send its token in the clear each time. */
function answerTo(request: string): string {
  const [path, host] = [READING.exec(request)?.[1], HOST.exec(request)?.[1]];
  const isLedOn =
    path !== undefined && host !== undefined && !isOfApi(path.split('?')[0] as string);
  const head = isLedOn
    ? ['307 Temporary Redirect', `Location: https://${host}${path}`]
    : ['400 Bad Request'];
  const [status, ...more] = head;
  return [
    `HTTP/1.1 ${status}`,
    ...more,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${SAID.length}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    request.startsWith('HEAD ') ? '' : SAID,
  ].join('\r\n');
}
