import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves pages from memory on a free port of this machine, until it is closed. */
export async function servePages(
  pages: ReadonlyMap<string, string>,
): Promise<{ port: number; close: () => void }> {
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url ?? '', 'http://localhost').pathname.slice(1));
    response.writeHead(page === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
    });
    response.end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
