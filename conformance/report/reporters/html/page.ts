import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html, textOf, trusted, type Markup } from './markup.ts';

const fileOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, name), 'utf8').trim();
const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const style = fileOf('style.css');
const script = fileOf('script.js');

/**
 * What a browser may do for the page: apply this style and run this script, and nothing else. Even
 * markup that slipped
 * through from an answer could load, run and send nothing. The empty icon keeps a server from being
 * asked for one.
 */
const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The whole page around its content: it needs no other file and asks nobody. */
export const page = (title: string, content: readonly (Markup | undefined)[]): string =>
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
