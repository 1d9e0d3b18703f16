import { cappedNote, choiceLines } from '../sum.ts';
import type { ApiReport } from '../../record.ts';
import { html, moreInJson, prose, type Markup, type Part } from './markup.ts';
import { shares } from './share.ts';
import type { View } from './view.ts';
import { count } from './words.ts';

const linesAtMost = 1000;

/** What the run did not test, so that a passing report is not taken for more than it is. */
export function untestedSection({ report }: View): Part {
  const { apis, unreached = [] } = report;
  const some = apis
    .map((api) => ({ ...api, choices: choiceLines(report, api) }))
    .filter(
      ({ name, unsupported, choices, discarded, leftOut, leftBehind = [] }) =>
        unsupported.length + choices.length + discarded.length + leftOut + leftBehind.length > 0 ||
        unreached.some(({ api }) => api === name),
    );
  const unsupported = shares(
    some.map((api) => api.unsupported),
    linesAtMost,
  );
  const discarded = shares(
    some.map((api) => api.discarded),
    linesAtMost,
  );
  return (
    some.length > 0 &&
    html`<section id="untested" aria-labelledby="untested-title"><h2 id="untested-title">Not tested</h2>
${some.map((api, index) => [
  untested(api, unsupported[index]!.shown, discarded[index]!.shown),
  stateOf(
    api,
    unreached.filter((one) => one.api === api.name),
  ),
])}
</section>`
  );
}

const untested = (
  {
    name,
    unsupported,
    choices,
    discarded,
    leftOut,
    capped,
  }: ApiReport & { readonly choices: readonly string[] },
  someUnsupported: ApiReport['unsupported'],
  someDiscarded: ApiReport['discarded'],
): Markup => html`<div data-item="untested" data-api="${name}"><h3>${name}</h3>
${unsupported.length > 0 && html`<p>The runner can't test these parts of the description:</p><ul>${someUnsupported.map((reason) => html`<li>${prose(reason)}</li>`)}</ul>${moreInJson(unsupported.length - someUnsupported.length)}`}
${choices.map((line) => html`<p>${prose(line)}.</p>`)}${leftOut > 0 && html`<p>${count(leftOut, 'case was', 'cases were')} not sent: redundant, or left out by --max-cases or --safe.</p>`}${capped && html`<p>${cappedNote(capped)}.</p>`}
${discarded.length > 0 && html`<details class="plain"><summary>${count(discarded.length, 'case draft')} could not be used</summary><ul>${someDiscarded.map(({ id, reason }) => html`<li><code>${id}</code> <span class="quiet">${prose(reason)}</span></li>`)}</ul>${moreInJson(discarded.length - someDiscarded.length)}</details>`}
</div>
`;

/** What no valid request reached, and what the run left in the target. */
const stateOf = (
  { leftBehind = [] }: ApiReport,
  unreached: NonNullable<View['report']['unreached']>,
): Markup => html`${unreached.length > 0 && html`<p>No valid request to these operations succeeded:</p><ul>${unreached.slice(0, linesAtMost).map(({ operation, reason }) => html`<li><code>${operation}</code> <span class="quiet">${prose(reason)}</span></li>`)}</ul>${moreInJson(unreached.length - linesAtMost)}`}
${leftBehind.length > 0 && html`<p>The run made these things, and they are still in the target:</p><ul>${leftBehind.slice(0, linesAtMost).map(({ place, reason }) => html`<li><code>${place}</code> <span class="quiet">${prose(reason)}</span></li>`)}</ul>${moreInJson(leftBehind.length - linesAtMost)}`}
`;
