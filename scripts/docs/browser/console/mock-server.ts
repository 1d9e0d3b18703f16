import type { ConsoleOperation, ConsoleServer } from './operation.ts';

/** Where `contracts mock` listens unless it is told otherwise. */
export const mockOrigin = 'http://127.0.0.1:4010';

/** A server that a reader can choose. */
export type OfferedServer = ConsoleServer & { readonly isMock: boolean };

/** The servers of an operation, the mock first: the one beside the site, where the page names its path. */
export function offeredServers(
  { api, servers }: ConsoleOperation,
  page: Document,
): OfferedServer[] {
  const path = page.querySelector('meta[name="contracts-mock"]')?.getAttribute('content');
  const mock = `${path ? new URL(path, page.baseURI).href.replace(/\/+$/, '') : mockOrigin}/${encodeURIComponent(api)}`;
  return [
    { url: mock, isMock: true },
    ...servers.filter(({ url }) => url !== mock).map((server) => ({ ...server, isMock: false })),
  ];
}

/** The URL of a server with the values of its variables; a relative one is that of the page's server. */
export function serverUrl(
  { url }: ConsoleServer,
  values: { readonly [name: string]: string },
  page: string,
): string {
  const filled = url.replaceAll(
    /\{([^{}]+)\}/g,
    (written, name: string) => values[name] ?? written,
  );
  const root = new URL('/', page).href;
  const absolute = URL.canParse(filled, root) ? new URL(filled, root).href : filled;
  return absolute.replace(/[?#].*$/s, '').replace(/\/+$/, '');
}
