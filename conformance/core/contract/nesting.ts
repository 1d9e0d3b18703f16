import { escapeToken } from '../pointer.ts';

/** How many levels of a document are read; real ones have some dozens. */
export const deepestLevel = 1000;

/**
 * Where a parsed document is nested deeper than is read, and how deep it is there; `undefined` where
 * it isn't. Walks without recursion, each object once.
 */
export function tooDeep(
  content: unknown,
): { readonly place: string; readonly depth: number } | undefined {
  type Step = {
    readonly value: object;
    readonly depth: number;
    readonly from?: Step;
    name: string;
  };
  const seen = new Set<object>();
  const left: Step[] = [];
  const add = (value: unknown, name: string, from?: Step) => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    left.push({ value, name, depth: (from?.depth ?? 0) + 1, ...(from && { from }) });
  };
  add(content, '');
  let deepest: Step | undefined;
  for (let step = left.pop(); step; step = left.pop()) {
    if (step.depth > (deepest?.depth ?? deepestLevel)) deepest = step;
    for (const [name, value] of Object.entries(step.value)) add(value, name, step);
  }
  if (!deepest) return undefined;
  const names: string[] = [];
  for (let step: Step | undefined = deepest; step?.from; step = step.from) names.unshift(step.name);
  const start = names.slice(0, 8).map((name) => `/${escapeToken(name)}`);
  return { place: `#${start.join('')}/…`, depth: deepest.depth };
}
