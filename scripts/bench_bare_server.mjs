// The ceiling for a page: sends what came in on standard input, and does nothing else.
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

const bytes = await buffer(process.stdin);
const headers = { 'content-type': 'text/html; charset=utf-8', 'content-length': bytes.length };
const server = createServer((_, response) => response.writeHead(200, headers).end(bytes));
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`http://127.0.0.1:${port}/`);
});
