import type { Report } from '../../report.ts';
import { severities } from '../../../checks/severity.ts';
import { causesOf, findingsThat, firstOf } from '../grouped.ts';
import { countOf, findingsIn, reasonsTold, verdictSentence } from '../sum.ts';
import { html, prose, type Markup, type Part } from './markup.ts';
import { anchorOf, type View } from './view.ts';
import { count, duration, thousands, verdictKinds, verdictWords } from './words.ts';

/** How many reasons are shown why cases could not be judged. */
const reasonsAtMost = 20;

/** The top of the page: the verdict, the run, what to do next, and the sums. */
export function overview(view: View): Markup {
  const { report } = view;
  const { verdict, apis, started, milliseconds, shard } = report;
  const steps = nextSteps(view);
  const time = started.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*Z$/, '$1 $2 UTC');
  return html`<header class="top ${verdict}">
<div class="bar"><p>Conformance report</p><button type="button" class="scripted" id="theme">Dark</button></div>
<h1>${verdictSentence(report)}</h1>
<p class="about"><time datetime="${started}">${time}</time>, in ${duration(milliseconds)}${shard && html` · part ${shard.index} of ${shard.of}`}</p>
<ul class="targets">${apis.map(({ name, target }) => html`<li><b>${name}</b> <span>${target}</span></li>`)}</ul>
</header>
<section aria-labelledby="next-title" class="next"><h2 id="next-title">What to do next</h2>
${steps.length === 1 ? html`<p>${steps}</p>` : html`<ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>`}
</section>
${sums(view)}
${unjudged(view)}
${questions(report)}`;
}

function nextSteps({ report, unjudged: apis }: View): readonly Markup[] {
  const { coverage, cases } = report;
  const { expired = [], stale = [] } = report.baseline ?? {};
  const first = firstOf(report);
  const lesser = findingsThat(report, 'lesser');
  const asked = report.notJudged?.length ?? 0;
  const silent = apis.length > 0 ? count(apis.length, 'API') : count(cases.errors, 'case');
  const steps = [
    (apis.length > 0 || cases.errors > 0) &&
      html`See <a href="#unjudged">why ${silent} could not be judged</a>, and run again.`,
    first &&
      html`Begin with <a href="#${anchorOf(first.lead)}">${first.lead.api} · ${first.lead.operation}</a>: ${prose(first.group.message)} Reproduce it with its curl line, then fix the implementation, or the description if that is wrong.`,
    asked > 0 &&
      html`Answer <a href="#questions">${count(asked, 'question')}</a>, so that more can be judged.`,
    expired.length > 0 &&
      html`Fix the expired findings of <a href="#baseline">the baseline</a>, or extend their last days.`,
    stale.length > 0 &&
      html`Remove ${count(stale.length, 'stale entry', 'stale entries')} from <a href="#baseline">the baseline</a>: --update-baseline does it.`,
    coverage.minimum !== undefined &&
      coverage.percent < coverage.minimum &&
      html`See what <a href="#coverage">the coverage</a> lacks: ${coverage.percent} % is less than the ${coverage.minimum} % of --min-coverage.`,
    lesser.length > 0 &&
      html`Look through the ${findingsIn(report, lesser)} that <a href="#findings">${lesser.length === 1 ? 'fails' : 'fail'} no run</a>.`,
  ].filter((step) => step !== false && step !== undefined);
  return steps.length > 0 ? steps : [html`Nothing: all tested cases conform to the contract.`];
}

function sums({ report, findings, operations }: View): Markup {
  const { apis, cases, coverage, results } = report;
  const open = findings.filter(({ known }) => !known);
  const known = findings.length - open.length;
  const found = severities.toReversed().flatMap((severity) => {
    const number = open.filter((finding) => finding.severity === severity).length;
    return number > 0 ? [count(number, severity)] : [];
  });
  const judged = verdictKinds.flatMap((kind) => {
    const number = countOf(results, kind);
    return number > 0 ? [`${thousands(number)} ${verdictWords[kind].word}`] : [];
  });
  const named = (number: number, one: string): [string, string] => [
    thousands(number),
    number === 1 ? one : `${one}s`,
  ];
  const causes = causesOf(report, findings);
  const summed = [
    ...(causes < findings.length ? [`of ${count(causes, 'cause')}`] : []),
    ...found,
    ...(known > 0 ? [`${thousands(known)} known`] : []),
  ];
  return html`<ul class="sums">
${sum('#findings', named(findings.length, 'finding'), summed)}
${sum('#operations', named(operations.length, 'operation'), [`of ${count(apis.length, 'API')}`])}
${sum('#cases', named(cases.planned, 'case'), judged)}
${sum('#coverage', [`${coverage.percent} %`, 'of the contract covered'], coverage.minimum === undefined ? [] : [`at least ${coverage.minimum} % expected`])}
</ul>`;
}

/** A link with a number; its details break only between their members. */
function sum(href: string, [number, name]: [string, string], details: readonly string[]): Markup {
  const listed = details.map((detail) => detail.replaceAll(' ', '\u00a0')).join(', ');
  return html`<li><a href="${href}"><b>${number}</b> <span>${name}</span></a>${listed !== '' && html`<small>${listed}</small>`}</li>
`;
}

/** APIs that could not be judged, then cases of other APIs, once per operation and reason. */
function unjudged({ report, unjudged: apis }: View): Part {
  if (apis.length === 0 && report.cases.errors === 0) return undefined;
  const silent = new Set(apis.map(({ name }) => name));
  const told = new Map(
    report.operations.map((one) => [`${one.api} ${one.id}`, reasonsTold(report, one)]),
  );
  const reasons = report.results.flatMap(({ api, operation, verdict }) =>
    verdict.kind === 'error' &&
    !silent.has(api) &&
    !told.get(`${api} ${operation}`)?.has(verdict.reason)
      ? [{ of: `${api} · ${operation}`, reason: verdict.reason }]
      : [],
  );
  const groups = [...Map.groupBy(reasons, ({ of, reason }) => `${of}\n${reason}`).values()];
  return html`<section id="unjudged" aria-labelledby="unjudged-title"><h2 id="unjudged-title">Could not be judged</h2>
<dl class="reasons">${apis.map(({ name, error }) => html`<div><dt>${name}</dt><dd>${prose(error)}</dd></div>`)}${groups.slice(0, reasonsAtMost).map((group) => html`<div><dt>${group[0]!.of} <span class="quiet">${count(group.length, 'case')}</span></dt><dd>${prose(group[0]!.reason)}</dd></div>`)}</dl>
${groups.length > reasonsAtMost && html`<p class="quiet">${count(groups.length - reasonsAtMost, 'more reason')} among <a href="#cases">the cases</a>.</p>`}
</section>`;
}

/** The operations that could not be judged for want of a value, with the question to answer. */
function questions({ notJudged = [] }: Report): Part {
  if (notJudged.length === 0) return undefined;
  return html`<section id="questions" aria-labelledby="questions-title"><h2 id="questions-title">What the run needs to know</h2>
<dl class="reasons asked">${notJudged.map(({ api, operation, reason, question, cases }) => html`<div><dt>${api} · ${operation} <span class="quiet">${count(cases, 'case')} not judged</span></dt><dd>${prose(question)} <span class="quiet">Because ${prose(reason)}.</span></dd></div>`)}</dl>
</section>`;
}

/** The baseline: known, expired and stale findings. */
export function baselineSection({ baseline }: Report): Part {
  if (!baseline) return undefined;
  const { file, known, expired, stale } = baseline;
  const list = (title: string, ids: readonly string[]) =>
    ids.length > 0 &&
    html`<h3>${title}</h3><ul class="ids">${ids.map((id) => html`<li><code>${id}</code></li>`)}</ul>`;
  return html`<section id="baseline" aria-labelledby="baseline-title"><h2 id="baseline-title">Baseline</h2>
<p><code>${file}</code> knows ${count(known, 'finding')} of this run.</p>
${list('Expired: the last day has passed, and the finding still appears', expired)}
${list('Stale: the finding no longer appears, and --update-baseline removes it', stale)}
</section>`;
}
