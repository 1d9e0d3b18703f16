import { html, type Part } from '../../../../conformance/core/markup.ts';
import type { ControlRequest } from '../controlled.ts';
import { hidden, secretsOf, type Secrets } from '../secrets.ts';
import type { Remembered } from '../../state/memory.ts';
import type { Members } from '../../things/thing.ts';
import type { KeptThing } from '../state.ts';
import { cutText, jsonBlock, keyOf } from './parts.ts';

/** The most things of a path that the page shows, the newest ones, and the most paths. */
const most = 50;
const mostPaths = 100;

/** What the mock keeps, and what seeds, keeps and resets it. */
export function stateSection({ control: { state }, contracts }: ControlRequest): Part {
  const { inJson } = secretsOf(contracts);
  const { memory, things } = state.amounts();
  const isOn = typeof things === 'number';
  return html`<section aria-labelledby="state">
<h2 id="state">State</h2>
<p id="amounts" data-live>${
    isOn
      ? html`${things} things, ${state.forgotten()} forgotten, ${memory} remembered by <code>x-memory</code>`
      : html`This mock keeps no state: start it with <code>--stateful</code>.`
  }</p>
<div id="things" data-live="items">${thingsIn(state.things(), inJson)}${remembered(state.memory(), inJson)}</div>
${isOn && actions}
</section>`;
}

function thingsIn(things: readonly KeptThing[], inJson: Secrets['inJson']): Part {
  const byPath = [...Map.groupBy(things, ({ api, path }) => `${path} (${api})`)];
  const shown = byPath.slice(0, mostPaths).map(([path, own]) => [
    html`<h3 id="${keyOf('path', path)}">${path} <span class="quiet">${own.length}</span></h3>`,
    own.slice(-most).map(({ id, members }) => {
      const shown = inJson(members) as Members;
      return html`<details id="${keyOf('thing', path, id)}">
<summary id="${keyOf('summary', path, id)}"><code>${cutText(id, 300)}</code> <span class="quiet">${titleOf(id, shown)}</span></summary>
${jsonBlock(shown)}
</details>`;
    }),
    own.length > most &&
      html`<p class="quiet" id="${keyOf('more', path)}">Above are the newest ${most}; <a href="/__mock/state">all of them as JSON</a>.</p>`,
  ]);
  return [
    ...shown,
    byPath.length > mostPaths &&
      html`<p class="quiet" id="more-paths">There are things at ${byPath.length - mostPaths} more paths; <a href="/__mock/state">all of them as JSON</a>.</p>`,
  ];
}

/** The first text of a thing that is not its identifier, for people. */
function titleOf(id: string, members: Members): string {
  const [title = ''] = Object.values(members).filter(
    (value) => typeof value === 'string' && value !== id && value !== '' && value !== hidden,
  );
  return cutText(String(title), 200);
}

const remembered = (memory: readonly Remembered[], inJson: Secrets['inJson']): Part =>
  memory.length > 0 &&
  html`<details id="memory"><summary id="memory-summary">Remembered by <code>x-memory</code></summary>${memory.slice(-most).map((one) => jsonBlock(inJson(one)))}</details>`;

const actions = html`<p class="actions">
<a href="/__mock/snapshot" download="mock-snapshot.json">Download a snapshot</a>
<button type="button" class="scripted" data-method="DELETE" data-path="/__mock/state" data-done="The state is that of the start.">Reset the state</button>
</p>
<form class="scripted" data-path="/__mock/snapshot" data-method="PUT" data-done="The snapshot was restored.">
<label for="snapshot">Restore a snapshot from a file</label>
<input type="file" id="snapshot" name="body" accept="application/json,.json" required>
<button>Restore</button>
</form>
<form class="scripted" data-path="/__mock/state" data-method="POST" data-done="The things were added.">
<label for="seeds">Add things, by the path that lists them (YAML or JSON)</label>
<textarea id="seeds" name="body" rows="3" spellcheck="false" required placeholder="/todos: [{ title: Milk }]"></textarea>
<button>Add things</button>
</form>`;
