import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Gives sockets to who asks for one. Who merely offers another protocol, as `curl --http2` and
 * Java's own client do with their first question by plain http, is answered as if they had not
 * (RFC 9110, section 7.8); the connection ends with that. Node hands both over alike, and before
 * it has read a body: so a question with one is not taken, and may be asked anew.
 */
export function answerOffers(server: Server, toSocket: Upgrade): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const {
      upgrade = '',
      'content-length': length = '0',
      'transfer-encoding': coding,
    } = request.headers;
    if (upgrade.toLowerCase() === 'websocket') return toSocket(request, socket, head);
    socket.on('error', () => socket.destroy());
    if (length !== '0' || coding !== undefined) return void socket.end(NOT_TAKEN);
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as never);
    // Node no longer says by itself that there is room again, and what is long waits for that.
    socket.on('drain', () => response.emit('drain'));
    response.once('finish', () => socket.end());
    server.emit('request', request, response);
  });
}

const NOT_TAKEN = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';
