import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html, textOf, trusted, type Part } from './markup.ts';

const fileOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, name), 'utf8').trim();
const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const style = fileOf('style.css');
const script = fileOf('script.js');

/**
 * The content security policy allows only this style and this script: markup that slipped through
 * from a response can't load, run or send anything. The empty icon avoids a request for one.
 */
const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A complete page that needs no other file and no network. */
export const page = (title: string, content: Part): string =>
  textOf(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
${content}
</main>
<p class="unseen" role="status" id="told"></p>
<script type="module">${trusted(script)}</script>
</body>
</html>
`);
