import type { SiteFiles } from '../site-model.ts';
import { mediaTypeOf } from './media-type.ts';

/** What is sent for a path of a site. */
export type Answer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array;
};

/**
 * Answers for a path of a site: with a file, with the index of a folder, or with a page that says that there
 * is nothing. Only what is in `files` is ever sent.
 * @param target path and query, as the request has them
 */
export function answer(files: SiteFiles, target: string): Answer {
  const path = pathOf(target);
  if (path === undefined) return missing(files);
  const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  const body = files.get(name);
  if (body !== undefined) return { status: 200, headers: fieldsOf(name), body };
  // relative links of the page would lead elsewhere
  if (files.has(`${name}/index.html`))
    return {
      status: 308,
      headers: { location: `${target.split('?', 1)[0]!.replace(/^\/+/, '/')}/` },
      body: '',
    };
  return missing(files);
}

/** The path of a file; `undefined` where percent-encoding means nothing. */
function pathOf(target: string): string | undefined {
  try {
    return decodeURIComponent(target.split(/[?#]/, 1)[0]!).replace(/^\/+/, '');
  } catch {
    return undefined;
  }
}

/** The site's own page for what is not there, if it has one. */
const missing = (files: SiteFiles): Answer => ({
  status: 404,
  headers: fieldsOf('404.html'),
  body: files.get('404.html') ?? page,
});

const fieldsOf = (name: string): Answer['headers'] => ({
  'content-type': mediaTypeOf(name),
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
});

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>There is no such page</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
  </head>
  <body>
    <main>
      <h1>There is no such page</h1>
      <p><a href="/">All pages</a></p>
    </main>
  </body>
</html>
`;
