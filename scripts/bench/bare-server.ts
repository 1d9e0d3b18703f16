import { createServer } from 'node:http';

/** The upper limit of node:http: reads each request and always sends the same response. */
const body = '{"always":"the same"}';
createServer((incoming, response) => {
  incoming
    .resume()
    .on('end', () => response.writeHead(200, { 'Content-Type': 'application/json' }).end(body));
}).listen(Number(process.argv[2]), '127.0.0.1');
