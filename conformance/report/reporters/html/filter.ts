import { severities } from '../../../checks/severity.ts';
import { countOf } from '../sum.ts';
import { html, type Markup } from './markup.ts';
import type { View } from './view.ts';
import { verdictKinds, verdictWords } from './words.ts';

/** The filter form; hidden without JavaScript. */
export function filterForm({ operations, findings, checks, report: { results } }: View): Markup {
  const byApi = Map.groupBy(operations, ({ api }) => api);
  const used = severities.filter((severity) =>
    findings.some((finding) => finding.severity === severity),
  );
  const applied = [...new Set([...checks, ...findings.map(({ check }) => check)])].toSorted();
  const verdicts = verdictKinds
    .filter((kind) => countOf(results, kind) > 0)
    .map((kind) => html`<option value="${kind}">${verdictWords[kind].word}</option>`);
  const groups = [...byApi].map(
    ([api, group]) =>
      html`<optgroup label="${api}">${group.map(({ key, id }) => html`<option value="${key}">${id}</option>`)}</optgroup>`,
  );
  return html`<form class="scripted" id="filter" role="search" aria-label="Filter">
<label class="text"><span>Search</span><input type="search" name="q" placeholder="any words" autocomplete="off" spellcheck="false"></label>
${choice('severity', 'Severity', used.toReversed().map(option))}
${choice('verdict', 'Verdict', verdicts)}
${choice('api', 'API', [...byApi.keys()].map(option))}
${choice('operation', 'Operation', groups)}
${choice('check', 'Check', applied.map(option))}
${findings.some(({ known }) => known) && html`<label class="tick"><input type="checkbox" name="known" value="hidden"> <span>Hide known</span></label>`}
<p class="result"><span role="status" id="count"></span> <button type="button" hidden>Show all</button></p>
</form>`;
}

const option = (value: string): Markup => html`<option value="${value}">${value}</option>`;

const choice = (name: string, label: string, options: readonly Markup[]): Markup =>
  html`<label><span>${label}</span><select name="${name}"><option value="">all</option>${options}</select></label>`;
