import type { Finding } from '../../report.ts';
import { standingOf } from '../finding.ts';
import { breakable, html, type Markup } from './markup.ts';
import { anchorOf, type OperationView, type View } from './view.ts';
import { count, thousands } from './words.ts';

/** The operations and what each check came to in them. */
export function operationsSection(view: View, shown: readonly Finding[]): Markup {
  const { report, operations, checks } = view;
  const labels = new Map(report.checks.map((check) => [check.id, check]));
  const anchored = new Set(shown);
  return html`<section id="operations" aria-labelledby="operations-title">
<h2 id="operations-title">Operations <span class="count" data-count="operation">${thousands(operations.length)}</span></h2>
<p class="legend"><span><b>✓ 5</b> five answers were judged, all well</span> <span><b>✗ 2</b> two findings</span> <span><b>! 1</b> one finding that fails no run</span> <span><b>–</b> nothing to judge</span></p>
<p class="remark" data-none="operation" hidden>No operation matches the filter.</p>
<div class="scroller" role="region" aria-label="Table of operations and checks" tabindex="0"><table class="matrix">
<thead><tr><th scope="col">Operation</th>${checks.map((id) => html`<th scope="col" title="${labels.get(id)?.summary ?? id}"><abbr title="${id}">${labels.get(id)?.label ?? id}</abbr></th>`)}</tr></thead>
<tbody>
${operations.map((operation) => rowOf(operation, view, anchored))}</tbody>
</table></div>
</section>`;
}

function rowOf(
  operation: OperationView,
  { report, checks }: View,
  anchored: ReadonlySet<Finding>,
): Markup {
  const { api, id, key, findings, results } = operation;
  const each = (values: readonly string[]) => [...new Set(values)].join(' ');
  const verdicts = each(results.map(({ verdict }) => verdict.kind));
  const applied = each(checks.filter((check) => operation.report?.checks[check]));
  return html`<tr data-item="operation" data-api="${api}" data-operation="${key}" data-verdict="${verdicts}" data-severity="${each(findings.map(({ severity }) => severity))}" data-check="${applied}"><th scope="row"><b>${breakable(id)}</b> <small>${breakable(operation.report ? `${operation.report.method} ${operation.report.path}` : api)}</small></th>${checks.map(
    (check) => {
      const all = findings.filter((finding) => finding.check === check);
      if (all.length > 0) {
        const failing = all.filter((finding) => standingOf(report, finding) === 'failing');
        const [sign, told] = failing.length > 0 ? (['✗', failing] as const) : (['!', all] as const);
        const first = told.find((finding) => anchored.has(finding));
        const label = `${sign} ${told.length}`;
        return html`<td class="${failing.length > 0 ? 'bad' : 'odd'}">${first ? html`<a href="#${anchorOf(first)}" aria-label="${`${label}: ${count(told.length, 'finding')} of ${check} in ${id}`}">${label}</a>` : label}</td>`;
      }
      const judged = operation.report?.checks[check] ?? 0;
      return judged > 0 ? html`<td>✓ ${judged}</td>` : html`<td class="no">–</td>`;
    },
  )}</tr>
`;
}
