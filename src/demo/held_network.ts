import type { ToldTime } from '../core/told_time.ts';
import type { Send } from '../mastodon/send.ts';
import type { OpenSocket } from '../mastodon/socket.ts';

/** `fetch` that keeps told time from moving until the whole answer is there. */
export function heldSend(time: ToldTime, send: Send): Send {
  return async (request) => {
    const release = time.hold();
    try {
      const response = await send(request);
      const body = await response.arrayBuffer();
      return new Response(body, { status: response.status, headers: response.headers });
    } finally {
      release();
    }
  };
}

/** The handshake is real input and output as well. */
export function heldSocket(time: ToldTime, open: OpenSocket): OpenSocket {
  return (url, headers, ears) => {
    const release = time.hold();
    return open(url, headers, {
      ...ears,
      opened() {
        release();
        ears.opened();
      },
      closed(end) {
        release();
        ears.closed(end);
      },
    });
  };
}
