import type { CaseResult, Finding } from '../../report.ts';
import { evidenceOf, specialOf } from '../finding.ts';
import { visible } from '../../../core/visible.ts';
import { html, moreInJson, prose, type Markup, type Part } from './markup.ts';
import { cut } from './share.ts';
import { anchorOf } from './view.ts';
import { count, intentWords, thousands, unique } from './words.ts';

const charactersAtMost = 2000;
const linesAtMost = 20;
/** A longer curl line is only in other reports: half of it would be another request. */
const curlAtMost = 10_000;
/** A longer curl line scrolls in a box of its own. */
const curlIsLong = 1500;
const casesAtOnce = 3;
const casesAtMost = 25;

/** How the page shows findings: in full, as one line, or not at all. */
export type Shown = ReadonlyMap<Finding, 'full' | 'line'>;

/** What cards need to know of the report. */
export type Context = {
  readonly caseOf: (finding: Finding, id: string) => CaseResult | undefined;
  /** What each check demands, by its id. */
  readonly rules: ReadonlyMap<string, string>;
  readonly addressOf: (api: string, operation: string) => string;
  readonly shown: Shown;
};

/** @param head what the summary of the cause does not say */
export const card = (finding: Finding, context: Context, head: Part): Markup =>
  html`<article class="finding" ${attributesOf(finding, context)}>
${head}<dl>
${facts(finding, context)}
</dl>
</article>
`;

/** Findings of which the page has only a line each. */
export const linesOf = (findings: readonly Finding[], context: Context): Part =>
  findings.length > 0 &&
  html`<ul class="lines">${findings.map((finding) => line(finding, context))}</ul>`;

const line = (finding: Finding, context: Context): Markup =>
  html`<li ${attributesOf(finding, context)}><b>${finding.operation}</b> ${prose(finding.message)} <code>${finding.id}</code></li>
`;

/** What the filter and links need to know. */
function attributesOf(finding: Finding, context: Context): Markup {
  const { severity, api, operation, check, known, cases } = finding;
  const verdicts = unique(cases.flatMap((id) => context.caseOf(finding, id)?.verdict.kind ?? []));
  return html`id="${anchorOf(finding)}" data-item="finding" data-severity="${severity}" data-verdict="${verdicts}" data-api="${api}" data-operation="${api}/${operation}" data-check="${check}" data-known="${known ? 'yes' : 'no'}"`;
}

/** The facts of a finding, always in this order. */
function facts(finding: Finding, { caseOf, rules }: Context): Markup {
  const { check, known, source, pointer } = finding;
  const rule = rules.get(check);
  const special = specialOf(finding);
  const evidence = evidenceOf(finding);
  return html`${known && row('Accepted because', prose(known.reason))}
${special !== undefined && row('Request', prose(special))}
${row('Rule', html`${rule && html`<p>${prose(rule)} <span class="quiet">(${check})</span></p>`}<p class="place"><span>${source}</span> <span>#${pointer}</span></p>${!rule && html`<p class="quiet">${check}</p>`}`)}
${row('Expected', html`${clipped(finding.expected, (text) => html`<p>${prose(text)}</p>`)}${evidence !== '' && html`<p class="quiet">Evidence: ${prose(evidence)}</p>`}`)}
${row(
  'Actual',
  clipped(finding.actual, (text) => html`<pre class="actual">${text}</pre>`),
)}
${row('Reproduce', curlBox(finding.curl))}
${row(
  'Occurrences',
  occurrences(finding, (id) => caseOf(finding, id)),
)}
${row('Id', html`<a class="permalink" href="#${anchorOf(finding)}">${finding.id}</a>`)}`;
}

const row = (name: string, value: Part): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`;

/** The start of a text, with a note about the rest. */
function clipped(value: string, shown: (text: string) => Markup): Markup {
  const { text, rest } = cut(value, charactersAtMost, linesAtMost);
  return html`${shown(text)}${moreInJson(rest, 'more character', 'more characters')}`;
}

function curlBox(curl: string): Markup {
  if (curl.length > curlAtMost)
    return html`<p class="quiet">The curl line has ${thousands(curl.length)} characters; it is in the report as JSON.</p>`;
  // the page shows control characters escaped; the copy button copies the exact line
  const exact =
    visible(curl) !== curl &&
    html` data-exact="${JSON.stringify(curl).replaceAll(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
  return html`<div class="repeat"><pre${curl.length > curlIsLong && html` class="long" tabindex="0"`}><code${exact}>${curl}</code></pre><button type="button" class="scripted copy">Copy</button></div>`;
}

function occurrences(
  { occurrences: times, cases }: Finding,
  caseOf: (id: string) => CaseResult | undefined,
): Markup {
  const lines = cases.slice(0, casesAtMost).map((id) => {
    const found = caseOf(id);
    return html`<li><code>${id}</code>${found && html` <span class="quiet">${intentWords[found.intent]}, because ${prose(found.reason)}</span>`}</li>`;
  });
  // a fold for one case would take as much room as the case
  const first = lines.slice(0, lines.length > casesAtOnce + 1 ? casesAtOnce : lines.length);
  const rest = lines.slice(first.length);
  return html`<p>${times === 1 ? 'Once' : `${thousands(times)} times`}, in ${count(cases.length, 'case')}</p><ul>${first}</ul>${rest.length > 0 && html`<details><summary>${count(cases.length - first.length, 'more case')}</summary><ul>${rest}</ul>${moreInJson(cases.length - lines.length)}</details>`}`;
}
