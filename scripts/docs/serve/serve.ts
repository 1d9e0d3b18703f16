import { createServer, type RequestListener } from 'node:http';
import { loadContracts } from '../../../conformance/core/contract/named-contracts.ts';
import { watchDescriptions } from '../../mock/cli/watch.ts';
import { close, listen } from '../../mock/http/listen.ts';
import { openMock } from '../../mock/server.ts';
import type { SiteInput } from '../site-model.ts';
import { openEvents } from './events.ts';
import { openLivingSite, type Build } from './living-site.ts';
import { mounted } from './mounted.ts';
import { notesBeside } from './notes-beside.ts';
import { siteListener } from './site-listener.ts';
import { watchOwn } from './watch-own.ts';

/** What is served, and who is told. */
export type Serving = {
  readonly port: number;
  readonly build: Build;
  /** Reads what the site is made of. It is called again when one of `files` changes. */
  readonly read: () => SiteInput;
  /** The files that it reads beside the descriptions. */
  readonly files: (input: SiteInput) => readonly string[];
  readonly report: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Calls what makes a site, which may take seconds. */
  readonly making?: (work: () => Promise<void>) => Promise<void>;
};

/** A site that is served with a mock. */
export type Served = AsyncDisposable & {
  readonly url: string;
  /** The base URL of the mock; each API is at `/<api>` below it. */
  readonly mockUrl: string;
};

/**
 * Serves a site and a mock of the same descriptions on one port of this machine. When a file changes, both
 * follow; while one has a mistake, the last good site stays and shows it. Throws a `UserError` for a mistake at
 * the start, and for a used port.
 */
export async function serveSite(serving: Serving): Promise<Served> {
  const { build } = serving;
  let input = serving.read();
  const contracts = loadContracts(input.apis);
  const mockPath = freePath(input);
  const mock = await openMock({ contracts }, () => `${url}${mockPath}`);
  const opened = Promise.withResolvers<RequestListener>();
  const server = createServer((incoming, response) => {
    void opened.promise.then((listener) => listener(incoming, response));
  });
  // before the site is made, so that a used port is told at once
  const url = await listen(server, 'http', serving.port, '127.0.0.1');
  const events = openEvents(() => ({ version: site.version(), mistakes: site.mistakes() }));
  const end = async () => {
    server.closeAllConnections();
    await close(server, mock.pending);
    await mock.close();
  };
  const site = await openLivingSite({
    build,
    input: () => ({ ...input, mockPath }),
    changed: events.send,
  }).catch(async (error) => {
    await end();
    throw error;
  });
  const mounts = [
    { path: mockPath, listener: mock.listener },
    // the mock's own pages link to each other there
    { path: '/__mock', listener: mock.listener, isWhole: true },
  ];
  opened.resolve(mounted(mounts, siteListener(site, events)));
  const followed = follow(serving, {
    ...{ contracts, site, mock, input: () => input },
    take: (other) => {
      input = other;
    },
  });
  return {
    url,
    mockUrl: `${url}${mockPath}`,
    async [Symbol.asyncDispose]() {
      followed[Symbol.dispose]();
      await end();
    },
  };
}

/** A path for the mock that no API of the site has. */
function freePath({ apis }: SiteInput): string {
  let path = '/mock';
  while (apis.some(({ api }) => `/${api}` === path)) path += '_';
  return path;
}

type Followed = {
  readonly contracts: Parameters<typeof watchDescriptions>[0];
  readonly site: Awaited<ReturnType<typeof openLivingSite>>;
  readonly mock: Pick<Awaited<ReturnType<typeof openMock>>, 'reload'>;
  readonly input: () => SiteInput;
  readonly take: (input: SiteInput) => void;
};

/** Makes site and mock again when files change. */
function follow(serving: Serving, { contracts, site, mock, input, take }: Followed): Disposable {
  const { read, files, report, complain, making = (work) => work() } = serving;
  const remake = (what: string, stale?: readonly string[]) =>
    void making(async () => {
      const begun = performance.now();
      const mistake = await site.remake(stale);
      if (mistake !== undefined) complain(`error: ${mistake} The last good site is served.`);
      else report(`made again: ${what} (${(performance.now() - begun).toFixed(0)} ms)`);
    });
  const stack = new DisposableStack();
  stack.use(
    watchDescriptions(contracts, {
      reload(others, again) {
        mock.reload(others);
        for (const api of again) site.note(api);
        remake(again.join(', '), again);
      },
      // told when the site is made, too
      report: () => undefined,
      complain(line, api, reason) {
        complain(line);
        site.note(api, reason);
      },
    }),
  );
  stack.use(
    watchOwn({
      files: () => files(input()),
      read,
      take(other) {
        take(other);
        site.note('configuration');
        remake('all');
      },
      complain(mistake) {
        complain(`error: ${mistake} The site is served as it was before.`);
        site.note('configuration', mistake);
      },
    }),
  );
  for (const { api, file } of input().apis)
    stack.use(
      watchOwn({
        files: () => notesBeside(file),
        read: () => undefined,
        take: () => remake(api, [api]),
        complain: () => undefined,
      }),
    );
  return stack;
}
