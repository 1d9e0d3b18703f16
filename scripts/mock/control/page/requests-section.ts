import { html, type Part } from '../../../../conformance/core/markup.ts';
import { curlFor } from '../curl-line.ts';
import type { ControlRequest } from '../controlled.ts';
import type { RecordedRequest, Verdict } from '../requests.ts';
import { shownRequest } from '../shown-request.ts';
import { cutText, jsonBlock } from './parts.ts';

const verdicts: readonly Verdict[] = [
  'ok',
  'refused',
  'tolerated',
  'not documented',
  'not conforming',
  'no answer',
  'failed',
];

/** The last requests, with what the mock found in them, and what filters them. */
export function requestsSection(asked: ControlRequest): Part {
  const { requests } = asked.control;
  return html`<section aria-labelledby="requests">
<h2 id="requests">Requests</h2>
<form id="filter" class="actions scripted" role="search" aria-label="Requests">
<label for="words">Search</label> <input type="search" id="words" autocomplete="off" spellcheck="false">
<label for="verdict">Verdict</label> <select id="verdict"><option value="">all</option>${verdicts.map(
    (verdict) => html`<option>${verdict}</option>`,
  )}</select>
<button type="button" data-method="DELETE" data-path="/__mock/requests" data-done="The requests were forgotten.">Forget all</button>
</form>
<div id="log" data-live="items">${requests.all().map((one) => entry(one, asked))}</div>
<p class="quiet">The last 200 requests are kept; those to <code>/__mock</code> are not among them.</p>
</section>`;
}

function entry(recorded: RecordedRequest, { contracts, url, control }: ControlRequest): Part {
  const { number, violation, note, example, isCut, ...shown } = shownRequest(recorded, contracts);
  const { method, path, status, verdict, time, milliseconds, operation, api, response } = shown;
  const curl = curlFor(recorded, control.requests.bytesOf(number), { contracts, url });
  return html`<details id="request-${number}" data-verdict="${verdict}">
<summary id="request-${number}-summary"><span class="verdict ${verdict.replace(' ', '-')}">${verdict}</span> <b>${method}</b> <code>${cutText(path, 300)}</code> ${status} <span class="quiet"><time datetime="${time.toISOString()}">${time.toTimeString().slice(0, 8)}</time>, ${milliseconds} ms${operation !== undefined && `, ${api}/${operation}`}</span></summary>
${upstreamOf(shown)}
${violation !== undefined && html`<p><b>Violation:</b> ${violation}</p>`}
${note !== undefined && note !== violation && html`<p><b>Note:</b> ${note}</p>`}
${example !== undefined && html`<p><b>Example:</b> <code>${example}</code></p>`}
${isCut && html`<p>A body is too long to be shown whole.</p>`}
${message('Request', shown.headers, shown.body)}
${message('Response', response.headers, response.body)}
${curl !== undefined && html`<h3>Again</h3><pre class="curl"><code>${curl}</code></pre><button type="button" class="scripted copy" id="request-${number}-copy">Copy as curl</button>`}
</details>`;
}

/** The real server that answered, and what the checks found in its answer. */
const upstreamOf = ({ upstream, findings }: Partial<RecordedRequest>): Part =>
  upstream &&
  html`<p><b>Real server:</b> <code>${upstream.url}</code> ${upstream.error ?? `${upstream.status} in ${upstream.milliseconds} ms`}</p>
${
  findings &&
  (findings.length === 0
    ? html`<p><b>Findings:</b> none</p>`
    : html`<h3>Findings</h3><ul>${findings.map(
        ({ severity, check, message: text, source }) =>
          html`<li><b>${severity}</b> ${check}: ${text} <span class="quiet">${source}</span></li>`,
      )}</ul>`)
}`;

const message = (
  title: string,
  headers: RecordedRequest['headers'],
  body: RecordedRequest['body'],
): Part => html`<h3>${title}</h3>
<pre><code>${Object.entries(headers)
  .map(([name, value]) => cutText(`${name}: ${value}`, 2000))
  .join('\n')}</code></pre>
${body !== undefined && body !== '' && jsonBlock(body)}`;
