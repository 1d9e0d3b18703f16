import { html, type Part } from '../../../../conformance/core/markup.ts';
import { shown } from '../../state/shown-rule.ts';
import type { ControlRequest } from '../controlled.ts';

/** The active rules and how often each applied, and what changes them. */
export function scenarioSection({ control: { scenario } }: ControlRequest): Part {
  const rules = scenario.rules();
  return html`<section aria-labelledby="scenario">
<h2 id="scenario">Scenario</h2>
<div id="rules" data-live>${
    rules.length === 0
      ? html`<p class="quiet">No rule is active.</p>`
      : html`<ul>${rules.map(({ happened, ...rule }) => {
          return html`<li><code>${JSON.stringify(shown(rule))}</code> <span class="quiet">applied ${happened === 1 ? 'once' : `${happened} times`}</span></li>`;
        })}</ul>`
  }</div>
<form class="scripted" data-path="/__mock/scenario" data-method="POST" data-done="The rules were added.">
<label for="rule">Add rules (YAML or JSON)</label>
<textarea id="rule" name="body" rows="3" spellcheck="false" required placeholder="{ operation: '*', latency: 200-800 }"></textarea>
<button>Add rules</button>
<button type="button" data-method="DELETE" data-path="/__mock/scenario" data-done="The rules are those of the start.">Reset the rules</button>
</form>
</section>`;
}
