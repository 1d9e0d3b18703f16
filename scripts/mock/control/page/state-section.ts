import { html, type Part } from '../../../../conformance/core/markup.ts';
import type { ControlRequest } from '../controlled.ts';
import type { KeptThing } from '../state.ts';
import { jsonBlock, keyOf } from './parts.ts';

/** The most things of a path that the page shows, the newest ones. */
const most = 50;

/** What the mock keeps, and what seeds, keeps and resets it. */
export function stateSection({ control: { state } }: ControlRequest): Part {
  const { memory, things } = state.amounts();
  const isOn = typeof things === 'number';
  return html`<section aria-labelledby="state">
<h2 id="state">State</h2>
<p id="amounts" data-live>${
    isOn
      ? html`${things} things, ${state.forgotten()} forgotten, ${memory} remembered by <code>x-memory</code>`
      : html`This mock keeps no state: start it with <code>--stateful</code>.`
  }</p>
<div id="things" data-live="items">${thingsIn(state.things())}${remembered(state.memory())}</div>
${isOn && actions}
</section>`;
}

function thingsIn(things: readonly KeptThing[]): Part {
  const byPath = Map.groupBy(things, ({ api, path }) => `${path} (${api})`);
  return [...byPath].map(([path, own]) => [
    html`<h3 id="${keyOf('path', path)}">${path} <span class="quiet">${own.length}</span></h3>`,
    own.slice(-most).map(
      (thing) => html`<details id="${keyOf('thing', path, thing.id)}">
<summary id="${keyOf('summary', path, thing.id)}"><code>${thing.id}</code> <span class="quiet">${titleOf(thing)}</span></summary>
${jsonBlock(thing.members)}
</details>`,
    ),
    own.length > most &&
      html`<p class="quiet" id="${keyOf('more', path)}">Above are the newest ${most}; <a href="/__mock/state">all of them as JSON</a>.</p>`,
  ]);
}

/** The first text of a thing that is not its identifier, for people. */
const titleOf = ({ id, members }: KeptThing): string | undefined =>
  Object.values(members).find(
    (value): value is string => typeof value === 'string' && value !== id && value !== '',
  );

const remembered = (memory: readonly object[]): Part =>
  memory.length > 0 &&
  html`<details id="memory"><summary id="memory-summary">Remembered by <code>x-memory</code></summary>${jsonBlock(memory.slice(-most))}</details>`;

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
