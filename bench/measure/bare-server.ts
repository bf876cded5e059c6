import { createServer } from 'node:http';

// The control of idle and start: the same Node with an HTTP server that does nothing else.
const server = createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  if (request.url === '/events') response.write(':\n\n');
  else response.end('ok');
});
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  console.log('bare server ready');
});
