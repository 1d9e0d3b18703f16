import type { Report } from '../../report.ts';
import { severities } from '../../../checks/severity.ts';
import { standingOf } from '../finding.ts';
import { html, prose, type Markup, type Part } from './markup.ts';
import { anchorOf, type View } from './view.ts';
import { count, duration, moment, thousands, verdictSentence } from './words.ts';

/** How many reasons are named why cases could not be judged. */
const reasonsAtMost = 20;

/** The top of the page: the verdict, of what and when, what to do next, and the sums. */
export function overview(view: View): Markup {
  const { report } = view;
  const { verdict, apis, started, milliseconds, shard } = report;
  const steps = nextSteps(view);
  return html`<header class="top ${verdict}">
<div class="bar"><p>Conformance report</p><button type="button" class="scripted" id="theme">Dark</button></div>
<h1>${verdictSentence(report)}</h1>
<p class="about"><time datetime="${started}">${moment(started)}</time>, in ${duration(milliseconds)}${shard && html` · part ${shard.index} of ${shard.of}`}</p>
<ul class="targets">${apis.map(({ name, target }) => html`<li><b>${name}</b> <span>${target}</span></li>`)}</ul>
</header>
<section aria-labelledby="next-title" class="next"><h2 id="next-title">What to do next</h2>
${steps.length === 1 ? html`<p>${steps}</p>` : html`<ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>`}
</section>
${sums(view)}
${unjudged(view)}`;
}

function nextSteps({ report, findings, unjudged: silent }: View): readonly Markup[] {
  const {
    coverage: { percent, minimum },
    baseline,
    cases,
  } = report;
  const failing = findings.filter((finding) => standingOf(report, finding) === 'failing');
  const noted = findings.filter((finding) => standingOf(report, finding) === 'lesser').length;
  const steps = [
    (silent.length > 0 || cases.errors > 0) &&
      html`See <a href="#unjudged">why ${silent.length > 0 ? count(silent.length, 'API') : count(cases.errors, 'case')} could not be judged</a>, and run again.`,
    failing[0] &&
      html`Begin with <a href="#${anchorOf(failing[0])}">the first finding</a>: reproduce it with its curl line, then fix the implementation, or the description where that is wrong.`,
    baseline &&
      baseline.expired.length > 0 &&
      html`Fix the expired findings of <a href="#baseline">the baseline</a>, or extend their last days.`,
    baseline &&
      baseline.stale.length > 0 &&
      html`Remove ${count(baseline.stale.length, 'stale entry', 'stale entries')} from <a href="#baseline">the baseline</a>: ${baseline.stale.length === 1 ? 'its finding' : 'their findings'} no longer ${baseline.stale.length === 1 ? 'appears' : 'appear'}.`,
    minimum !== undefined &&
      percent < minimum &&
      html`See what <a href="#coverage">the coverage</a> lacks: ${percent} % is less than the ${minimum} % of --min-coverage.`,
    noted > 0 &&
      html`Look through the ${count(noted, 'finding')} that <a href="#findings">${noted === 1 ? 'fails' : 'fail'} no run</a>.`,
  ].filter((step) => step !== false && step !== undefined);
  return steps.length > 0 ? steps : [html`Nothing: all tested cases conform to the contract.`];
}

function sums({ report, findings, operations }: View): Markup {
  const { cases, coverage } = report;
  const open = findings.filter(({ known }) => !known);
  const kinds = severities
    .toReversed()
    .map(
      (severity) =>
        [open.filter((finding) => finding.severity === severity).length, severity] as const,
    )
    .filter(([number]) => number > 0);
  const known = findings.length - open.length;
  const judged = (
    [
      [cases.passed, 'passed'],
      [cases.failed, 'failed'],
      [cases.errors, 'not judged'],
      [cases.skipped, 'skipped'],
    ] as const
  ).filter(([number]) => number > 0);
  return html`<ul class="sums">
${sum('#findings', thousands(findings.length), findings.length === 1 ? 'finding' : 'findings', listed([...kinds.map(([number, severity]) => count(number, severity)), ...(known > 0 ? [`${thousands(known)} known`] : [])]))}
${sum('#operations', thousands(operations.length), operations.length === 1 ? 'operation' : 'operations', `of ${count(report.apis.length, 'API')}`)}
${sum('#cases', thousands(cases.planned), cases.planned === 1 ? 'case' : 'cases', listed(judged.map(([number, word]) => `${thousands(number)} ${word}`)))}
${sum('#coverage', `${coverage.percent} %`, 'of the contract reached', coverage.minimum === undefined ? '' : `${coverage.minimum} % asked for`)}
</ul>`;
}

/** Broken between its members only. */
const listed = (members: readonly string[]): string =>
  members.map((member) => member.replaceAll(' ', '\u00a0')).join(', ');

const sum = (
  href: string,
  number: string,
  name: string,
  more: string,
): Markup => html`<li><a href="${href}"><b>${number}</b> <span>${name}</span></a>${more !== '' && html`<small>${more}</small>`}</li>
`;

/** APIs that could not be judged; of the others, the reasons of cases that could not be judged. */
function unjudged({ report, unjudged: apis }: View): Part {
  if (apis.length === 0 && report.cases.errors === 0) return undefined;
  const silent = new Set(apis.map(({ name }) => name));
  const reasons = report.results.flatMap(({ api, operation, verdict }) =>
    verdict.kind === 'error' && !silent.has(api)
      ? [{ of: `${api} · ${operation}`, reason: verdict.reason }]
      : [],
  );
  const groups = [...Map.groupBy(reasons, ({ of, reason }) => `${of}\n${reason}`).values()];
  return html`<section id="unjudged" aria-labelledby="unjudged-title"><h2 id="unjudged-title">Could not be judged</h2>
<dl class="reasons">${apis.map(({ name, error }) => html`<div><dt>${name}</dt><dd>${prose(error!)}</dd></div>`)}${groups.slice(0, reasonsAtMost).map((group) => html`<div><dt>${group[0]!.of} <span class="quiet">${count(group.length, 'case')}</span></dt><dd>${prose(group[0]!.reason)}</dd></div>`)}</dl>
${groups.length > reasonsAtMost && html`<p class="quiet">${count(groups.length - reasonsAtMost, 'more reason')} among <a href="#cases">the cases</a>.</p>`}
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
${list('Stale: the finding no longer appears, and can be removed', stale)}
</section>`;
}
