import { createServer } from 'node:http';

// The control of idle, start and soak: the same Node with an HTTP server that does nothing else. A leaky one keeps
// something of every request.
const isLeaky = process.argv[3] === 'leaky';
const kept: Buffer[] = [];
const KEPT_BYTES = 4_096;

const server = createServer((request, response) => {
  if (isLeaky) kept.push(Buffer.alloc(KEPT_BYTES, 1));
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  if (request.url === '/events') response.write(':\n\n');
  else response.end('ok');
});
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  console.log('bare server ready');
});
