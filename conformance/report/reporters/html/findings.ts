import type { CaseResult, Finding } from '../../report.ts';
import { visible } from '../visible.ts';
import { html, moreInJson, prose, type Markup, type Part } from './markup.ts';
import { cut, shares } from './share.ts';
import { anchorOf, type View } from './view.ts';
import { count, intentWords, severitySigns, thousands, unique } from './words.ts';

/** How many findings are shown in full: a page of 1,000 operations opens in a few seconds. */
export const findingsAtMost = 400;
/** With more findings than this, the browser lays out only those in view. */
const findingsAreMany = 100;
const charactersAtMost = 2000;
const linesAtMost = 20;
/** A longer curl line is only in other reports: half of it would be another request. */
const curlAtMost = 10_000;
/** A longer curl line scrolls in a box of its own. */
const curlIsLong = 1500;
const casesAtOnce = 3;
const casesAtMost = 25;

/** The findings that are shown in full; each operation has its share. */
export function shownFindings({ findings }: View): readonly Finding[] {
  const groups = [...Map.groupBy(findings, ({ api, operation }) => `${api}/${operation}`).values()];
  const shown = new Set(shares(groups, findingsAtMost).flatMap((share) => share.shown));
  return findings.filter((finding) => shown.has(finding));
}

/** Each finding with its message, rule, expected and actual values, curl line and occurrences. */
export function findingsSection(view: View, shown: readonly Finding[]): Markup {
  const { findings, results, checks } = view.report;
  const byId = new Map(results.map((result) => [`${result.api} ${result.id}`, result]));
  const rules = new Map(checks.map(({ id, summary }) => [id, summary]));
  const operations = new Map(view.operations.map((operation) => [operation.key, operation]));
  const cards = shown.map((finding) =>
    card(finding, {
      caseOf: (id) => byId.get(`${finding.api} ${id}`),
      rule: rules.get(finding.check),
      address: operations.get(`${finding.api}/${finding.operation}`)!.address,
    }),
  );
  return html`<section id="findings"${shown.length > findingsAreMany && html` class="many"`} aria-labelledby="findings-title">
<h2 id="findings-title">Findings <span class="count" data-count="finding">${thousands(findings.length)}</span></h2>
${findings.length === 0 && html`<p>No finding.</p>`}
${shown.length < findings.length && html`<p class="remark">${thousands(shown.length)} of ${count(findings.length, 'finding')} are shown, the first ones of each operation. The report as JSON has all of them.</p>`}
<p class="remark" data-none="finding" hidden>No finding matches the filter.</p>
${cards}
</section>`;
}

type Surroundings = {
  readonly caseOf: (id: string) => CaseResult | undefined;
  readonly rule: string | undefined;
  readonly address: string;
};

function card(finding: Finding, { caseOf, rule, address }: Surroundings): Markup {
  const { severity, api, operation, check, known, source, pointer, evidence, id } = finding;
  const anchor = anchorOf(finding);
  const verdicts = unique(finding.cases.flatMap((one) => caseOf(one)?.verdict.kind ?? []));
  return html`<article class="finding ${known ? 'known' : severity}" id="${anchor}" data-item="finding" data-severity="${severity}" data-verdict="${verdicts}" data-api="${api}" data-operation="${api}/${operation}" data-check="${check}" data-known="${known ? 'yes' : 'no'}">
<p class="kicker"><span class="mark ${severity}"><span aria-hidden="true">${severitySigns[severity]}</span> ${severity}</span>${known && html` <span class="mark known">known until ${known.expires}</span>`} <span>${api} · <b>${operation}</b> · <span class="address">${address}</span></span></p>
<h3>${prose(finding.message)}</h3>
<dl>
${known && row('Accepted because', prose(known.reason))}
${row('Rule', html`${rule && html`<p>${prose(rule)} <span class="quiet">(${check})</span></p>`}<p class="place"><span>${source}</span> <span>#${pointer}</span></p>${!rule && html`<p class="quiet">${check}</p>`}`)}
${row('Expected', html`${clipped(finding.expected, (text) => html`<p>${prose(text)}</p>`)}${evidence !== '' && html`<p class="quiet">Evidence: ${prose(evidence)}</p>`}`)}
${row(
  'Actual',
  clipped(finding.actual, (text) => html`<pre class="actual">${text}</pre>`),
)}
${row('Reproduce', curlBox(finding.curl))}
${row('Occurrences', occurrences(finding, caseOf))}
${row('Id', html`<a class="permalink" href="#${anchor}">${id}</a>`)}
</dl>
</article>
`;
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
  caseOf: Surroundings['caseOf'],
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
