import type { Finding } from '../../report.ts';
import { firstOf, type Grouped } from '../grouped.ts';
import { card, linesOf, type Context, type Shown } from './card.ts';
import { html, moreInJson, prose, type Markup, type Part } from './markup.ts';
import { shares } from './share.ts';
import type { View } from './view.ts';
import { count, severitySigns, thousands } from './words.ts';

/** How many errors are shown in full. The others have a line each: none is left out. */
export const errorsInFull = 1000;
/** How many lesser findings are shown: a page of 1,000 operations opens in a few seconds. */
export const lesserAtMost = 400;
/** With more causes than this, the browser lays out only those in view. */
const causesAreMany = 100;
const operationsAtOnce = 2;
const operationsListed = 100;

/** Every error, and the first lesser findings of each operation; what stands for a cause first. */
export function shownFindings({ groups }: View): Shown {
  const inTurn = [...groups.map(({ lead }) => lead), ...groups.flatMap(({ others }) => others)];
  const [errors, lesser] = [true, false].map((wanted) =>
    inTurn.filter(({ severity }) => (severity === 'error') === wanted),
  );
  const byOperation = Map.groupBy(lesser!, ({ api, operation }) => `${api}/${operation}`);
  return new Map([
    ...errors!.map((finding, index) => [finding, index < errorsInFull ? 'full' : 'line'] as const),
    ...shares([...byOperation.values()], lesserAtMost).flatMap((share) =>
      share.shown.map((finding) => [finding, 'full'] as const),
    ),
  ]);
}

/** The findings by cause: what stands for it, and the others on demand. */
export function findingsSection(view: View, shown: Shown): Markup {
  const { findings, results, checks } = view.report;
  const byId = new Map(results.map((result) => [`${result.api} ${result.id}`, result]));
  const rules = new Map(checks.map(({ id, summary }) => [id, summary]));
  const operations = new Map(view.operations.map(({ key, address }) => [key, address]));
  const first = firstOf(view.report);
  const context: Context = {
    caseOf: ({ api }, id) => byId.get(`${api} ${id}`),
    rules,
    addressOf: (api, operation) => operations.get(`${api}/${operation}`) ?? '',
    shown,
  };
  const left = findings.length - shown.size;
  const [whole, short] = [true, false].map((wanted) =>
    view.groups.filter(({ lead }) => (shown.get(lead) !== 'line') === wanted),
  );
  return html`<section id="findings"${view.groups.length > causesAreMany && html` class="many"`} aria-labelledby="findings-title">
<h2 id="findings-title">Findings <span class="count" data-count="finding">${thousands(findings.length)}</span></h2>
${findings.length === 0 && html`<p>No finding.</p>`}
${left > 0 && html`<p class="remark">Every error is here. ${count(left, 'lesser finding')} ${left === 1 ? 'is' : 'are'} not: each operation shows its first ones. The report as JSON has all of them.</p>`}
<p class="remark" data-none="finding" hidden>No finding matches the filter.</p>
${whole!.map((grouped) => cause(grouped, context, grouped.group === first?.group))}
${rest(
  short!.flatMap(({ lead, others }) => [lead, ...others]).filter((finding) => shown.has(finding)),
  context,
)}
</section>`;
}

/** The findings of which the page has no more than a line, in one fold. */
const rest = (findings: readonly Finding[], context: Context): Part =>
  findings.length > 0 &&
  html`<details class="cause" data-group="finding">
<summary><h3>${count(findings.length, 'more finding')}, one line for each</h3></summary>
<p class="quiet">The report as JSON has the rest of them.</p>
${linesOf(findings, context)}
</details>
`;

function cause({ group, lead, others }: Grouped, context: Context, isOpen: boolean): Part {
  const { api, operations, message } = group;
  const more = others.filter((finding) => context.shown.has(finding));
  const leads = context.shown.has(lead);
  if (!leads && more.length === 0) return undefined;
  const [one] = operations;
  const where =
    operations.length === 1
      ? html`<b>${one}</b> · <span class="address">${context.addressOf(api, one!)}</span>`
      : html`<b>${operations.slice(0, operationsAtOnce).join(', ')}</b>${operations.length > operationsAtOnce && ` and ${count(operations.length - operationsAtOnce, 'more operation')}`}`;
  const size = others.length + 1;
  const isWhole = (finding: Finding) => context.shown.get(finding) === 'full';
  return html`<details class="cause ${lead.known ? 'known' : lead.severity}" data-group="finding"${isOpen && html` open`}>
<summary><span class="kicker">${marksOf(lead)} <span>${api} · ${where}</span>${size > 1 && html` <span>${count(size, 'finding')}</span>`}</span><h3>${prose(message)}</h3></summary>
${operations.length > operationsAtOnce && html`<p class="operations quiet">Operations: ${operations.slice(0, operationsListed).join(', ')}${operations.length > operationsListed && ` and ${count(operations.length - operationsListed, 'more operation')}`}</p>`}
${leads && card(lead, context, message === lead.message ? undefined : html`<p class="example">For example: ${prose(lead.message)}</p>`)}
${
  more.length > 0 &&
  html`<details class="more" data-more="finding"><summary>${count(others.length, 'more finding')} of this cause</summary>
${more.filter(isWhole).map((finding) => card(finding, context, html`<p class="kicker">${marksOf(finding)} <span><b>${finding.operation}</b></span></p><h4>${prose(finding.message)}</h4>`))}${linesOf(
  more.filter((finding) => !isWhole(finding)),
  context,
)}${moreInJson(others.length - more.length)}</details>`
}
</details>
`;
}

const marksOf = ({ severity, known }: Finding): Markup =>
  html`<span class="mark ${severity}"><span aria-hidden="true">${severitySigns[severity]}</span> ${severity}</span>${known && html` <span class="mark known">known until ${known.expires}</span>`}`;
