import { html, type Part } from '../../../../conformance/core/markup.ts';
import type { Json } from '../../../../conformance/core/json.ts';

/** An id of an element, from any texts. */
export const keyOf = (...names: readonly (string | number)[]): string =>
  names.map((name) => encodeURIComponent(String(name).toWellFormed())).join('-');

/** A value as people read it: a text as it is, everything else as JSON. */
export const jsonBlock = (value: Json | readonly object[]): Part =>
  html`<pre><code>${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</code></pre>`;
