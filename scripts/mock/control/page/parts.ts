import { html, type Part } from '../../../../conformance/core/markup.ts';
import { isTooDeep } from '../../../../conformance/core/http/bodies/depth.ts';
import type { Json } from '../../../../conformance/core/json.ts';

/** An id of an element, from any texts. */
export const keyOf = (...names: readonly (string | number)[]): string =>
  names.map((name) => encodeURIComponent(String(name).toWellFormed())).join('-');

/** The most characters of a value that the page shows, and the most levels that it indents. */
const most = { characters: 10_000, levels: 20 };

/** A value as people read it: a text as it is, everything else as JSON. A long one is cut. */
export const jsonBlock = (value: Json | readonly object[]): Part =>
  html`<pre><code>${cutText(typeof value === 'string' ? value : asJson(value))}</code></pre>`;

/** JSON in lines, but for what is so long or deep that its lines would be mostly spaces. */
function asJson(value: Json | readonly object[]): string {
  const text = JSON.stringify(value);
  const isReadable = text.length <= most.characters && !isTooDeep(Buffer.from(text), most.levels);
  return isReadable ? JSON.stringify(value, null, 2) : text;
}

/** A text, or its beginning and how long it is: the page is fetched each second. */
export function cutText(text: string, length = most.characters): string {
  return text.length > length
    ? `${text.slice(0, length).toWellFormed()}… (${text.length} characters)`
    : text;
}
