import type { CoverageItem } from '../../record.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from './markup.ts';
import { shares, type Share } from './share.ts';
import type { OperationView, View } from './view.ts';
import { count, kindWords, thousands } from './words.ts';

/** How many items that are not covered the section names. */
export const itemsAtMost = 2000;

/** How much of the contract the run came by, and what it did not. */
export function coverageSection({ report: { coverage }, operations }: View): Markup {
  const documented = operations.filter(({ report }) => report && report.coverage.length > 0);
  const never = shares(
    documented.map(({ report }) => report!.coverage.filter(({ state }) => state === 'never')),
    itemsAtMost,
  );
  return html`<section id="coverage" aria-labelledby="coverage-title"><h2 id="coverage-title">Coverage of the contract</h2>
<p>${coverage.percent} % of what the contract documents was reached${coverage.minimum !== undefined && `, where ${coverage.minimum} % was asked for`}. <span class="quiet">What no request can bring about, such as a server error, does not count.</span></p>
${kindsTable(coverage)}
${documented.map((operation, index) => operationDetails(operation, never[index]!))}
</section>`;
}

function kindsTable({ kinds }: Report['coverage']): Markup {
  const rows = Object.entries(kinds).filter(([, { total }]) => total > 0);
  return html`<table class="kinds"><thead class="unseen"><tr><th scope="col">Kind</th><th scope="col">Covered</th><th scope="col">Share</th></tr></thead><tbody>
${rows.map(
  ([
    kind,
    { reached, total },
  ]) => html`<tr><th scope="row">${kindWords[kind as CoverageItem['kind']]}</th><td>${thousands(reached)} of ${thousands(total)}</td><td>${bar(reached, total)}</td></tr>
`,
)}</tbody></table>`;
}

/**
 * A picture of a number that stands beside it. Its width is an attribute, because the page's policy
 * allows no styles but its own.
 */
const bar = (reached: number, total: number): Markup =>
  html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="100" height="1"/><rect class="part" width="${Math.floor((reached / total) * 100)}" height="1"/></svg>`;

function operationDetails(
  { api, id, key, report }: OperationView,
  never: Share<CoverageItem>,
): Markup {
  const { coverage, method, path } = report!;
  const number = (state: CoverageItem['state']) =>
    coverage.filter((item) => item.state === state).length;
  const counted = coverage.filter(({ counts }) => counts);
  const reached = counted.filter(({ state }) => state !== 'never').length;
  const states = `${count(number('exercised'), 'item')} exercised by requests, ${thousands(number('seen'))} seen in responses, ${thousands(number('never'))} not covered`;
  return html`<details class="group" data-item="coverage" data-api="${api}" data-operation="${key}"><summary><b>${id}</b> <small>${method} ${path}</small> <span class="tail">${thousands(reached)} of ${thousands(counted.length)}</span></summary>
<p>${states}.</p>
${
  never.shown.length > 0 &&
  html`<table class="never"><thead><tr><th scope="col">Not covered</th><th scope="col">Documented at</th></tr></thead><tbody>
${never.shown.map(
  ({
    kind,
    name,
    source,
    counts,
  }) => html`<tr><td><span class="quiet">${kind}</span> ${name}${!counts && html` <span class="quiet">(does not count)</span>`}</td><td>${source}</td></tr>
`,
)}</tbody></table>`
}
${never.total > never.shown.length && html`<p class="quiet">${thousands(never.total - never.shown.length)} more are in the report as JSON.</p>`}
</details>
`;
}
