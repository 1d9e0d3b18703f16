import type { Severity } from '../../../checks/severity.ts';
import type { CaseResult, Verdict } from '../../report.ts';
import { countOf } from '../sum.ts';
import { html, moreInJson, prose, type Markup } from './markup.ts';
import { shares, type Share } from './share.ts';
import type { OperationView, View } from './view.ts';
import {
  count,
  duration,
  intentWords,
  thousands,
  unique,
  verdictKinds,
  verdictWords,
} from './words.ts';

/**
 * How many cases are listed, so that the filter stays fast on a phone. In longer reports, passed
 * cases are only counted, and each operation lists its share of the others.
 */
export const casesAtMost = 2000;

/** Every planned case by operation, the worst first. */
export function casesSection({ report: { results }, operations, findings }: View): Markup {
  const applied = operations.filter((operation) => operation.results.length > 0);
  const isLong = results.length > casesAtMost;
  const listed = applied.map((operation) =>
    operation.results
      .filter(({ verdict }) => !isLong || verdict.kind !== 'pass')
      .toSorted(
        (one, other) =>
          verdictKinds.indexOf(one.verdict.kind) - verdictKinds.indexOf(other.verdict.kind),
      ),
  );
  const shown = shares(listed, casesAtMost);
  // an observation may weigh less than its check says
  const severities = new Map<string, Severity[]>();
  for (const { api, cases, severity } of findings)
    for (const id of cases)
      severities.set(`${api} ${id}`, [...(severities.get(`${api} ${id}`) ?? []), severity]);
  const rowOf = (result: CaseResult) =>
    caseRow(result, severities.get(`${result.api} ${result.id}`) ?? []);
  return html`<section id="cases" aria-labelledby="cases-title">
<h2 id="cases-title">Cases <span class="count" data-count="case">${thousands(results.length)}</span></h2>
${isLong && html`<p class="remark">There are ${count(results.length, 'case')}: those that passed are counted here, and not listed. The report as JSON has every one.</p>`}
<p class="remark" data-none="case" hidden>No listed case matches the filter.</p>
${applied.map((operation, index) => group(operation, shown[index]!, rowOf))}
</section>`;
}

function group(
  { api, id, key, address, results }: OperationView,
  { shown, total }: Share<CaseResult>,
  rowOf: (result: CaseResult) => Markup,
): Markup {
  const counts = verdictKinds
    .map((kind) => ({ kind, ...verdictWords[kind], number: countOf(results, kind) }))
    .filter(({ number }) => number > 0);
  const time = results.reduce((sum, { milliseconds = 0 }) => sum + milliseconds, 0);
  return html`<details class="group" data-group="case" data-api="${api}" data-operation="${key}"><summary><b>${id}</b> <small>${address}</small> <span class="tail">${counts.map(({ kind, sign, word, number }) => html`<span class="${kind}">${sign} ${thousands(number)} ${word}</span>`)}<span class="time">${duration(time)}</span></span></summary>
${
  shown.length > 0 &&
  html`<table class="cases"><thead><tr><th scope="col">Verdict</th><th scope="col">Case</th><th scope="col">Time</th></tr></thead><tbody>
${shown.map(rowOf)}</tbody></table>`
}
${moreInJson(total - shown.length, 'more case that did not pass', 'more cases that did not pass')}
${total < results.length && html`<p class="quiet">${count(results.length - total, 'case')} that passed ${results.length - total === 1 ? 'is' : 'are'} not listed.</p>`}
</details>
`;
}

function caseRow(
  { id, verdict, intent, reason, milliseconds, observations }: CaseResult,
  severities: readonly Severity[],
): Markup {
  const { sign, word } = verdictWords[verdict.kind];
  return html`<tr data-item="case" data-verdict="${verdict.kind}" data-severity="${unique(severities)}" data-check="${unique(observations.map(({ check }) => check))}"><td class="${verdict.kind}">${sign} ${word}</td><td><code>${id}</code> <span>${intentWords[intent]}, because ${prose(reason)}</span>${outcome(verdict)}</td><td>${milliseconds === undefined ? '' : duration(milliseconds)}</td></tr>
`;
}

function outcome(verdict: Verdict): Markup | undefined {
  if (verdict.kind === 'pass') return undefined;
  return html` <em>${verdict.kind === 'fail' ? `breaks ${verdict.checks.join(', ')}` : prose(verdict.reason)}</em>`;
}
