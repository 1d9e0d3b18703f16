import { standingOf } from '../finding.ts';
import type { Shown } from './card.ts';
import { breakable, html, type Markup } from './markup.ts';
import { anchorOf, type OperationView, type View } from './view.ts';
import { count, thousands, unique } from './words.ts';

/** The table of operations and checks. Its cells link to findings that the page shows. */
export function operationsSection(view: View, shown: Shown): Markup {
  const { report, operations, checks } = view;
  const named = new Map(report.checks.map((check) => [check.id, check]));
  return html`<section id="operations" aria-labelledby="operations-title">
<h2 id="operations-title">Operations <span class="count" data-count="operation">${thousands(operations.length)}</span></h2>
<p class="legend"><span><b>✓ 5</b> five responses conform</span> <span><b>✗ 2</b> two findings</span> <span><b>! 1</b> one finding that fails no run</span> <span><b>–</b> the check did not apply, or could not judge</span></p>
<p class="remark" data-none="operation" hidden>No operation matches the filter.</p>
<div class="scroller" role="region" aria-label="Table of operations and checks" tabindex="0"><table class="matrix">
<thead><tr><th scope="col">Operation</th>${checks.map((id) => html`<th scope="col" title="${named.get(id)?.summary ?? id}"><abbr title="${id}">${named.get(id)?.label ?? id}</abbr></th>`)}</tr></thead>
<tbody>
${operations.map((operation) => rowOf(operation, view, shown))}</tbody>
</table></div>
</section>`;
}

function rowOf(operation: OperationView, view: View, shown: Shown): Markup {
  const { api, id, key, address, findings, results, report } = operation;
  const verdicts = unique(results.map(({ verdict }) => verdict.kind));
  const severities = unique(findings.map(({ severity }) => severity));
  const applied = unique(view.checks.filter((check) => report?.checks[check]));
  return html`<tr data-item="operation" data-api="${api}" data-operation="${key}" data-verdict="${verdicts}" data-severity="${severities}" data-check="${applied}"><th scope="row"><b>${breakable(id)}</b> <small>${breakable(address)}</small></th>${view.checks.map((check) => cell(operation, check, view, shown))}</tr>
`;
}

function cell(
  { id, findings, report }: OperationView,
  check: string,
  view: View,
  shown: Shown,
): Markup {
  const all = findings.filter((finding) => finding.check === check);
  if (all.length === 0) {
    const judged = report && !report.isUnjudged ? (report.checks[check] ?? 0) : 0;
    return judged > 0 ? html`<td>✓ ${judged}</td>` : html`<td class="no">–</td>`;
  }
  const failing = all.filter((finding) => standingOf(view.report, finding) === 'failing');
  const [style, sign, counted] =
    failing.length > 0 ? (['bad', '✗', failing] as const) : (['odd', '!', all] as const);
  const first = counted.find((finding) => shown.has(finding));
  const label = `${sign} ${counted.length}`;
  return html`<td class="${style}">${first ? html`<a href="#${anchorOf(first)}" aria-label="${`${label}: ${count(counted.length, 'finding')} of ${check} in ${id}`}">${label}</a>` : label}</td>`;
}
