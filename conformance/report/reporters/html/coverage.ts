import { coverageKinds, coveredOf, itemsOf } from '../../coverage/covered.ts';
import type { CoverageItem } from '../../record.ts';
import type { Report } from '../../report.ts';
import { html, moreInJson, type Markup } from './markup.ts';
import { shares, type Share } from './share.ts';
import type { OperationView, View } from './view.ts';
import { count, thousands } from './words.ts';

/** How many items that are not covered the section names. */
const itemsAtMost = 2000;

/** The coverage by kind and by operation, with the items that are not covered. */
export function coverageSection({ report: { coverage }, operations }: View): Markup {
  const documented = operations.filter((operation) => itemsIn(operation).length > 0);
  const never = shares(
    documented.map((operation) => itemsIn(operation).filter(({ state }) => state === 'never')),
    itemsAtMost,
  );
  return html`<section id="coverage" aria-labelledby="coverage-title"><h2 id="coverage-title">Coverage of the contract</h2>
<p>${coverage.percent} % of the documented items are covered${coverage.minimum !== undefined && `; --min-coverage is ${coverage.minimum} %`}. <span class="quiet">Items that no request can cause, such as a server error, do not count.</span></p>
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
  ]) => html`<tr><th scope="row">${coverageKinds[kind as CoverageItem['kind']]}</th><td>${thousands(reached)} of ${thousands(total)}</td><td>${bar(reached, total)}</td></tr>
`,
)}</tbody></table>`;
}

/** A bar for the number beside it. Its width is an attribute, because the policy allows no styles. */
const bar = (reached: number, total: number): Markup =>
  html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="100" height="1"/><rect class="part" width="${Math.floor((reached / total) * 100)}" height="1"/></svg>`;

const itemsIn = ({ report }: OperationView): readonly CoverageItem[] =>
  report ? itemsOf(report) : [];

function operationDetails(operation: OperationView, never: Share<CoverageItem>): Markup {
  const { api, id, key, address } = operation;
  const items = itemsIn(operation);
  const number = (state: CoverageItem['state']) =>
    items.filter((item) => item.state === state).length;
  const { reached, total } = coveredOf(items);
  return html`<details class="group" data-item="coverage" data-api="${api}" data-operation="${key}"><summary><b>${id}</b> <small>${address}</small> <span class="tail">${thousands(reached)} of ${thousands(total)}</span></summary>
<p>${count(number('exercised'), 'item')} exercised by requests, ${thousands(number('seen'))} seen in responses, ${thousands(never.total)} not covered.</p>
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
${moreInJson(never.total - never.shown.length)}
</details>
`;
}
