import { createServer } from 'node:http';

/**
 * What node:http does where nothing is asked of it: it takes a request in and always says the same,
 * in the way that its documentation shows.
 */
const body = '{"always":"the same"}';
createServer((incoming, response) => {
  incoming
    .resume()
    .on('end', () => response.writeHead(200, { 'Content-Type': 'application/json' }).end(body));
}).listen(Number(process.argv[2]), '127.0.0.1');
