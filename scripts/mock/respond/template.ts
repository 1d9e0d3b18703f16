import { randomUUID } from 'node:crypto';
import type { Json } from '../../../conformance/core/json.ts';
import { withValueAt } from '../../../conformance/core/pointer.ts';

/** A JSON text with some of its values left open; called with them, it gives the whole text. */
export type Template = (values: readonly Json[]) => string;

/** Stands for an open value while a text is cut; no description holds it. */
const mark = randomUUID();
const marked = new RegExp(`"${mark}:(\\d+)"`);

/** Cuts a body's JSON at some places, so that other values can be put there without writing all of it anew. */
export function templateOf(body: Json | undefined, places: readonly string[]): Template {
  if (places.length === 0) {
    const text = body === undefined ? '' : JSON.stringify(body);
    return () => text;
  }
  const open = places.reduce<Json | undefined>(
    (filled, place, index) => withValueAt(filled, place, `${mark}:${index}`),
    body,
  );
  const [first = '', ...parts] = JSON.stringify(open).split(marked);
  const holes = parts.flatMap((part, index) =>
    index % 2 === 0 ? [{ index: Number(part), after: parts[index + 1] ?? '' }] : [],
  );
  return (values) => {
    let text = first;
    for (const { index, after } of holes) text += JSON.stringify(values[index]) + after;
    return text;
  };
}
