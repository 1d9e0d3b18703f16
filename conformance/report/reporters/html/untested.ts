import type { ApiReport } from '../../record.ts';
import { html, prose, type Markup, type Part } from './markup.ts';
import { shares } from './share.ts';
import type { View } from './view.ts';
import { count, thousands } from './words.ts';

const linesAtMost = 1000;

/** What the run says nothing of, so that nobody takes silence for praise. */
export function untestedSection({ report: { apis } }: View): Part {
  const some = apis.filter(
    ({ unsupported, discarded, leftOut }) => unsupported.length + discarded.length + leftOut > 0,
  );
  if (some.length === 0) return undefined;
  const unsupported = shares(
    some.map((api) => api.unsupported),
    linesAtMost,
  );
  const discarded = shares(
    some.map((api) => api.discarded),
    linesAtMost,
  );
  return html`<section id="untested" aria-labelledby="untested-title"><h2 id="untested-title">Not tested</h2>
${some.map((api, index) => untested(api, unsupported[index]!.shown, discarded[index]!.shown))}
</section>`;
}

function untested(
  { name, unsupported, discarded, leftOut }: ApiReport,
  someUnsupported: ApiReport['unsupported'],
  someDiscarded: ApiReport['discarded'],
): Markup {
  const more = (all: readonly unknown[], shown: readonly unknown[]) =>
    all.length > shown.length &&
    html`<p class="quiet">${thousands(all.length - shown.length)} more are in the report as JSON.</p>`;
  return html`<div data-item="untested" data-api="${name}"><h3>${name}</h3>
${unsupported.length > 0 && html`<p>Of the description, the runner can't test:</p><ul>${someUnsupported.map((reason) => html`<li>${prose(reason)}</li>`)}</ul>${more(unsupported, someUnsupported)}`}
${leftOut > 0 && html`<p>${count(leftOut, 'case')} ${leftOut === 1 ? 'was' : 'were'} left out, because others say nearly the same or because the number of cases is limited.</p>`}
${discarded.length > 0 && html`<details class="plain"><summary>${count(discarded.length, 'idea')} for cases could not be used</summary><ul>${someDiscarded.map(({ id, reason }) => html`<li><code>${id}</code> <span class="quiet">${prose(reason)}</span></li>`)}</ul>${more(discarded, someDiscarded)}</details>`}
</div>
`;
}
