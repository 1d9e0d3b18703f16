/** An API on the index; `href` is its page. */
type Entry = {
  readonly href: string;
  readonly title: string;
  readonly version: string;
  readonly summary: string;
};

/** Makes the page that lists every API. */
export function indexPage(entries: readonly Entry[]): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>API reference</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta
      http-equiv="Content-Security-Policy"
      content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    />
    <link rel="icon" href="data:," />
    <style>
      :root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
      body { background: light-dark(#fff, #16181d); color: light-dark(#1c1e26, #e4e6ec); margin: 0; }
      main { margin: 0 auto; max-width: 42rem; padding: 3rem 1.5rem; }
      h1 { font-size: 2rem; margin: 0 0 2rem; }
      ul { display: grid; gap: 1rem; list-style: none; margin: 0; padding: 0; }
      li { border: 1px solid light-dark(#d5d8e0, #3a3e49); border-radius: 0.5rem; padding: 1.25rem 1.5rem; }
      h2 { font-size: 1.25rem; margin: 0; }
      a { color: light-dark(#1d4fc4, #8fb0ff); }
      p { margin: 0.25rem 0 0; }
      small { color: light-dark(#5a5f6e, #a3a8b8); font-size: 0.875rem; }
    </style>
  </head>
  <body>
    <main>
      <h1>API reference</h1>
      <ul>
${entries.map(item).join('\n')}
      </ul>
    </main>
  </body>
</html>
`;
}

function item({ href, title, version, summary }: Entry): string {
  return `        <li>
          <h2><a href="${escapeHtml(href)}">${escapeHtml(title)}</a></h2>
          <p>${escapeHtml(summary)}</p>
          <small>Version ${escapeHtml(version)}</small>
        </li>`;
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (character) => entities[character as keyof typeof entities]);
