import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html, textOf, trusted, type Part } from '../../../../conformance/core/markup.ts';
import { headerOf } from '../../../../conformance/core/http/read-request.ts';
import type { Reply } from '../../http/write-response.ts';
import type { ControlRequest } from '../controlled.ts';
import { requestsSection } from './requests-section.ts';
import { scenarioSection } from './scenario-section.ts';
import { stateSection } from './state-section.ts';

const fileOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, name), 'utf8').trim();
const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const style = fileOf('page.css');
const script = fileOf('browser.js');

/**
 * The content security policy allows only this style and this script, and requests to the mock:
 * markup that slipped through from a request can't run or load anything.
 */
const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The page at `/__mock` for people: state, scenario and requests. It is complete without its script,
 * which fetches it again while it is seen, and sends what people enter.
 */
export function controlPage(asked: ControlRequest): Reply {
  const etag = tagOf(asked);
  const headers = { etag, 'cache-control': 'no-store' };
  const logFields = { note: 'control page' };
  if (headerOf(asked.received.request, 'if-none-match') === etag)
    return { status: 304, headers, logFields };
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
    },
    body: textOf(documentOf(asked)),
    logFields,
  };
}

/** Another tag after each change of what the page shows. */
function tagOf({ control: { scenario, state, requests }, contracts }: ControlRequest): string {
  const shown = JSON.stringify([
    ...[state.version(), requests.version(), state.amounts(), scenario.rules()],
    contracts.map(({ title }) => title),
  ]);
  return `"${createHash('sha256').update(shown).digest('base64url')}"`;
}

const documentOf = (asked: ControlRequest): Part => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>The mock at ${asked.url}</title>
<style>${trusted(style)}</style>
</head>
<body>
<header>
<h1>The mock at ${asked.url}</h1>
<p>${asked.contracts.map(({ title }) => title).join(', ')}. <a href="/__mock/index">All operations</a></p>
<p class="scripted"><button type="button" id="pause" aria-pressed="false">Pause</button> <span class="quiet">The page shows what changes each second while it is seen.</span></p>
<p role="status" id="told"></p>
</header>
<main>
${stateSection(asked)}
${scenarioSection(asked)}
${requestsSection(asked)}
</main>
<script type="module">${trusted(script)}</script>
</body>
</html>
`;
