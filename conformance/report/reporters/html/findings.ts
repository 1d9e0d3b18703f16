import type { CaseResult, Finding } from '../../report.ts';
import { visible } from '../visible.ts';
import { html, prose, type Markup, type Part } from './markup.ts';
import { cut, shares } from './share.ts';
import { anchorOf, type View } from './view.ts';
import { count, intentWords, severitySigns, thousands } from './words.ts';

/**
 * How many findings are shown in full: more than a person reads, and a page of 1,000 operations
 * opens in a few seconds.
 */
export const findingsAtMost = 400;
/** From how many on the browser is told to lay out only those in sight. */
const findingsAreMany = 100;
const charactersAtMost = 2000;
const linesAtMost = 20;
/** A curl line that is cut would say something else, so a longer one is left to other reports. */
const curlAtMost = 10_000;
/** What needs a box of its own to scroll in. */
const curlIsLong = 1500;
const casesAtOnce = 3;
const casesAtMost = 25;

/** The findings that are shown in full; where there are many, every operation has its share. */
export function shownFindings({ findings }: View): readonly Finding[] {
  const groups = [...Map.groupBy(findings, ({ api, operation }) => `${api}/${operation}`).values()];
  const shown = new Set(shares(groups, findingsAtMost).flatMap((share) => share.shown));
  return findings.filter((finding) => shown.has(finding));
}

/**
 * The findings, each with its message, rule, expected and actual values, curl line and occurrences.
 */
export function findingsSection(view: View, shown: readonly Finding[]): Markup {
  const {
    report: { findings, results, checks },
    operations,
  } = view;
  const byId = new Map(results.map((result) => [`${result.api} ${result.id}`, result]));
  const rules = new Map(checks.map(({ id, summary }) => [id, summary]));
  const addresses = new Map(
    operations.flatMap(({ key, report }) =>
      report ? [[key, `${report.method} ${report.path}`]] : [],
    ),
  );
  const less = findings.length - shown.length;
  return html`<section id="findings"${shown.length > findingsAreMany && html` class="many"`} aria-labelledby="findings-title">
<h2 id="findings-title">Findings <span class="count" data-count="finding">${thousands(findings.length)}</span></h2>
${findings.length === 0 && html`<p>No finding.</p>`}
${less > 0 && html`<p class="remark">${thousands(shown.length)} of ${count(findings.length, 'finding')} are shown, the first ones of each operation. The report as JSON has all of them.</p>`}
<p class="remark" data-none="finding" hidden>No finding matches the filter.</p>
${shown.map((finding) => card(finding, { caseOf: (id) => byId.get(`${finding.api} ${id}`), rule: rules.get(finding.check), address: addresses.get(`${finding.api}/${finding.operation}`) }))}
</section>`;
}

type Surroundings = {
  readonly caseOf: (id: string) => CaseResult | undefined;
  readonly rule: string | undefined;
  readonly address: string | undefined;
};

function card(finding: Finding, { caseOf, rule, address }: Surroundings): Markup {
  const {
    severity,
    api,
    operation,
    check,
    message,
    known,
    source,
    pointer,
    expected,
    evidence,
    actual,
    curl,
    id,
  } = finding;
  const anchor = anchorOf(finding);
  const verdicts = [
    ...new Set(finding.cases.flatMap((one) => caseOf(one)?.verdict.kind ?? [])),
  ].join(' ');
  return html`<article class="finding ${known ? 'known' : severity}" id="${anchor}" data-item="finding" data-severity="${severity}" data-verdict="${verdicts}" data-api="${api}" data-operation="${api}/${operation}" data-check="${check}" data-known="${known ? 'yes' : 'no'}">
<p class="kicker"><span class="mark ${severity}"><span aria-hidden="true">${severitySigns[severity]}</span> ${severity}</span>${known && html` <span class="mark known">known until ${known.expires}</span>`} <span>${api} · <b>${operation}</b>${address && html` · <span class="address">${address}</span>`}</span></p>
<h3>${prose(message)}</h3>
<dl>
${known && row('Accepted because', prose(known.reason))}
${row('Rule', html`${rule && html`<p>${prose(rule)} <span class="quiet">(${check})</span></p>`}<p class="place"><span>${source}</span> <span>#${pointer}</span></p>${!rule && html`<p class="quiet">${check}</p>`}`)}
${row('Expected', html`${clipped(expected, (text) => html`<p>${prose(text)}</p>`)}${evidence !== '' && html`<p class="quiet">Evidence: ${prose(evidence)}</p>`}`)}
${row(
  'Actual',
  clipped(actual, (text) => html`<pre class="seen">${text}</pre>`),
)}
${row('Reproduce', curlBox(curl))}
${row('Occurrences', occurrences(finding, caseOf))}
${row('Id', html`<a class="permalink" href="#${anchor}">${id}</a>`)}
</dl>
</article>
`;
}

const row = (name: string, value: Part): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`;

/** Text without its end where it is long. */
function clipped(value: string, shown: (text: string) => Markup): Markup {
  const { text, rest } = cut(value, charactersAtMost, linesAtMost);
  return html`${shown(text)}${rest > 0 && html`<p class="quiet">${count(rest, 'more character')} in the report as JSON.</p>`}`;
}

function curlBox(curl: string): Markup {
  if (curl.length > curlAtMost)
    return html`<p class="quiet">The curl line has ${thousands(curl.length)} characters; it is in the report as JSON.</p>`;
  // control characters are shown escaped: the copy button takes the exact text
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
  const first = lines.slice(0, lines.length > casesAtOnce + 1 ? casesAtOnce : lines.length);
  const rest = lines.slice(first.length);
  const untold = cases.length - lines.length;
  return html`<p>${times === 1 ? 'Once' : `${thousands(times)} times`}, in ${count(cases.length, 'case')}</p><ul>${first}</ul>${rest.length > 0 && html`<details><summary>${count(cases.length - first.length, 'more case')}</summary><ul>${rest}</ul>${untold > 0 && html`<p class="quiet">${thousands(untold)} more in the report as JSON.</p>`}</details>`}`;
}
