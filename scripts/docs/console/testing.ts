import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { html, textOf } from '../../../conformance/core/markup.ts';
import { folderWith, listen } from '../../../conformance/testing.ts';
import type { OperationValidators } from '../../frontend/validators.ts';
import type { ConsoleOperation } from '../browser/console/operation.ts';
import { consoleFiles, consoleModule, consoleOrigins } from './files.ts';

/** The modules of operations as a page loads them, by operationId. */
export async function modulesOf(contract: Contract, servers: readonly string[] = []) {
  const files = await consoleFiles([{ api: contract.api, contract }], servers);
  const folder = folderWith({
    ...Object.fromEntries(files),
    'package.json': '{ "type": "module" }',
  });
  const modules = new Map<string, OperationModule>();
  for (const operation of mockedOperations(contract)) {
    const file = consoleModule(contract.api, operation);
    if (file !== undefined)
      modules.set(
        operation.id,
        (await import(pathToFileURL(join(folder, file)).href)) as OperationModule,
      );
  }
  return modules;
}

export type OperationModule = {
  readonly operation: ConsoleOperation;
  readonly validators: OperationValidators<unknown>;
};

export type ConsoleSite = {
  readonly contracts: readonly Contract[];
  /** Where the mock is, as the page says it: a path of the site, or a URL. */
  readonly mock?: string;
  readonly servers?: readonly string[];
  /** What a page tells of, beside what each one does. */
  readonly anchors?: readonly string[];
};

/** Serves a small page for each operation, at `/<api>/<operationId>`, with the policy of a site. */
export async function serveConsole({ contracts, mock, servers = [], anchors = [] }: ConsoleSite) {
  const apis = contracts.map((contract) => ({ api: contract.api, contract }));
  const files = new Map(await consoleFiles(apis, servers));
  files.set('page.css', pageStyles);
  const origins = contracts.flatMap((contract) => consoleOrigins(contract, servers));
  const known = mock?.startsWith('http') ? [...origins, new URL(mock).origin] : origins;
  const policy = `default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self' ${[...new Set(known)].join(' ')}`;
  for (const contract of contracts)
    for (const operation of mockedOperations(contract)) {
      const module = consoleModule(contract.api, operation);
      if (module === undefined) continue;
      const page = `${contract.api}/${operation.id}`;
      files.set(page, pageOf(operation, { page, mock, anchors }));
      files.set(`${page}.js`, scriptOf(module));
    }
  const site = await listen(({ url = '' }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://site.test').pathname).slice(1);
    const text = files.get(path);
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Content-Type', `${typeOf(path)}; charset=utf-8`);
    // a browser asks for an icon by itself
    response.statusCode = text !== undefined ? 200 : path === 'favicon.ico' ? 204 : 404;
    response.end(text);
  });
  return { ...site, files, policy };
}

function typeOf(path: string): string {
  if (path.endsWith('.js')) return 'text/javascript';
  return path.endsWith('.css') ? 'text/css' : 'text/html';
}

type Page = {
  readonly page: string;
  readonly mock: string | undefined;
  readonly anchors: readonly string[];
};

const pageOf = ({ id, responses }: Operation, { page, mock, anchors }: Page): string =>
  textOf(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
${mock !== undefined && html`<meta name="contracts-mock" content="${mock}">`}
<link rel="stylesheet" href="/page.css">
<title>${id}</title>
<script type="module" src="/${page}.js"></script>
</head>
<body>
<main>
<h1>${id}</h1>
${['request-body', ...responses.map(({ status }) => `response-${status}`), ...anchors].map(
  (anchor) => html`<p id="${anchor}">${anchor}</p>\n`,
)}
<h2>Try it</h2>
<button id="open" type="button">Try it</button>
<div id="console"></div>
</main>
</body>
</html>
`);

const scriptOf = (module: string): string => `const open = document.getElementById('open');
open.addEventListener('click', async () => {
  const [{ mount }, { operation, validators }] = await Promise.all([
    import('/assets/console/console.js'),
    import('/${module}'),
  ]);
  await mount(document.getElementById('console'), operation, validators);
  open.remove();
});
`;

const pageStyles = `:root {
  color-scheme: light dark;
  --text: light-dark(#1a1a1a, #e8e8e8);
  --quiet: light-dark(#595959, #a8a8a8);
  --ground: light-dark(#ffffff, #141414);
  --raised: light-dark(#f5f5f5, #212121);
  --line: light-dark(#cccccc, #444444);
  --accent: light-dark(#0b57b0, #8ab8f5);
  --success: light-dark(#0a6b2d, #6fd38f);
  --refusal: light-dark(#8a4b00, #f0b060);
  --failure: light-dark(#b00020, #ff9a9a);
  --warning: light-dark(#8a4b00, #f0b060);
  --focus: light-dark(#0b57b0, #8ab8f5);
  --mono: ui-monospace, monospace;
  --radius: 4px;
  background: var(--ground);
  color: var(--text);
  font: 16px/1.5 system-ui, sans-serif;
}
main { max-width: 60rem; margin: auto; }
`;
