import { severities } from '../../../checks/severity.ts';
import { html, type Markup } from './markup.ts';
import type { View } from './view.ts';
import { verdictWords } from './words.ts';

/** The form that `script.js` filters by; without a script there is none. */
export function filterForm({ operations, findings, checks, report: { cases } }: View): Markup {
  const byApi = Map.groupBy(operations, ({ api }) => api);
  const applied = [...new Set([...checks, ...findings.map(({ check }) => check)])].toSorted();
  const judged = {
    fail: cases.failed,
    error: cases.errors,
    skip: cases.skipped,
    pass: cases.passed,
  };
  return html`<form class="scripted" id="filter" role="search" aria-label="Filter">
<label class="text"><span>Search</span><input type="search" name="q" placeholder="any words" autocomplete="off" spellcheck="false"></label>
${choice(
  'severity',
  'Severity',
  severities
    .toReversed()
    .filter((severity) => findings.some((finding) => finding.severity === severity))
    .map(option),
)}
${choice(
  'verdict',
  'Verdict',
  (['fail', 'error', 'skip', 'pass'] as const)
    .filter((kind) => judged[kind] > 0)
    .map((kind) => html`<option value="${kind}">${verdictWords[kind].word}</option>`),
)}
${choice('api', 'API', [...byApi.keys()].map(option))}
${choice(
  'operation',
  'Operation',
  [...byApi].map(
    ([api, group]) =>
      html`<optgroup label="${api}">${group.map(({ key, id }) => html`<option value="${key}">${id}</option>`)}</optgroup>`,
  ),
)}
${choice('check', 'Check', applied.map(option))}
${findings.some(({ known }) => known) && html`<label class="tick"><input type="checkbox" name="known" value="hidden"> <span>Hide known</span></label>`}
<p class="result"><span role="status" id="count"></span> <button type="button" hidden>Show all</button></p>
</form>`;
}

const option = (value: string): Markup => html`<option value="${value}">${value}</option>`;

const choice = (name: string, label: string, options: readonly Markup[]): Markup =>
  html`<label><span>${label}</span><select name="${name}"><option value="">all</option>${options}</select></label>`;
