import type { IncomingHttpHeaders } from 'node:http';
import WebSocket from 'ws';

/** What a socket tells. */
export interface SocketEars {
  readonly opened: () => void;
  readonly frame: (text: string) => void;
  readonly ping: () => void;
  /** Once, last. `httpStatus` where the server refused the upgrade, with what it said beside. */
  readonly closed: (end: {
    readonly code?: number;
    readonly httpStatus?: number;
    readonly headers?: Headers;
    readonly reason?: string;
  }) => void;
}

/** Opens a WebSocket. The seam at which tests join a server in process. */
export type OpenSocket = (
  url: string,
  headers: Readonly<Record<string, string>>,
  ears: SocketEars,
) => { readonly terminate: () => void };

const FRAME_BYTES_MAX = 16 * 2 ** 20;
const HANDSHAKE_TIME_OUT_MS = 15_000;

/**
 * The real one, on `ws`. What it says of an error never holds the headers: they carry the token.
 */
export const openSocket: OpenSocket = (url, headers, ears) => {
  // `ws` wants a subprotocol by itself, to compare it with what the server answers.
  const { 'sec-websocket-protocol': protocol, ...others } = headers;
  const socket = new WebSocket(url, protocol === undefined ? [] : [protocol], {
    headers: others,
    maxPayload: FRAME_BYTES_MAX,
    handshakeTimeout: HANDSHAKE_TIME_OUT_MS,
    followRedirects: false,
    // One letter that is broken would end the whole stream: its frame is refused, or shows a �.
    skipUTF8Validation: true,
  });
  let refusal: { readonly httpStatus: number; readonly headers: Headers } | undefined;
  let reason: string | undefined;
  socket.on('open', ears.opened);
  socket.on('message', (body) => ears.frame(body.toString()));
  socket.on('ping', ears.ping);
  socket.on('unexpected-response', (request, response) => {
    refusal = { httpStatus: response.statusCode ?? 0, headers: headersOf(response.headers) };
    request.destroy();
    socket.terminate();
  });
  socket.on('error', (error) => {
    reason = error.message;
  });
  socket.on('close', (code) => {
    ears.closed({
      code,
      ...refusal,
      ...(reason === undefined ? {} : { reason }),
    });
  });
  return { terminate: () => socket.terminate() };
};

function headersOf(headers: IncomingHttpHeaders): Headers {
  const said = Object.entries(headers).filter(([, value]) => typeof value === 'string');
  return new Headers(said as [string, string][]);
}
