import type { Change } from '../generators/generator.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Case } from '../generators/case.ts';

/** A proved case and, where it has one, the change that can be put together with others. */
export type Candidate = { readonly testCase: Case; readonly change?: Change };

/** How many changes are named in the reason of a case that puts them together. */
const named = 4;

/**
 * Puts changes that are independent of one another into as few requests as will do: one is sent where many would say
 * the same. Each keeps its components, so that a refusal can be traced to the one that is to blame.
 * @param isProved whether a request is still what its intent says
 */
export function combine(
  operation: string,
  base: PlannedRequest,
  candidates: readonly Candidate[],
  isProved: (request: PlannedRequest, intent: Case['intent']) => boolean,
): Case[] {
  const bundles: Bundle[] = [];
  for (const { testCase, change } of candidates) {
    if (!change) continue;
    const bundle = bundles.find(
      (open) =>
        open.intent === testCase.intent &&
        open.touched.every((place) => !overlap(place, change.touches)) &&
        isProved(change.apply(open.request), testCase.intent),
    );
    if (bundle) {
      bundle.request = change.apply(bundle.request);
      bundle.touched.push(change.touches);
      bundle.components.push(testCase);
    } else {
      bundles.push({
        intent: testCase.intent,
        request: change.apply(base),
        touched: [change.touches],
        components: [testCase],
      });
    }
  }
  const numbers = { valid: 0, unspecified: 0, invalid: 0 };
  const combined = bundles.map(({ intent, request, components }): Case => {
    const [first, ...others] = components;
    if (others.length === 0) return first!;
    numbers[intent] += 1;
    const more = components.length > named ? `; and ${components.length - named} more` : '';
    return {
      id: `${operation}/combined/${intent}-${numbers[intent]}`,
      generator: 'combined',
      origin: 'combined',
      operation: first!.operation,
      intent,
      rule: { in: 'body', pointer: '', keyword: 'combined' },
      reason: `${components
        .slice(0, named)
        .map(({ reason }) => reason)
        .join('; ')}${more}`,
      request,
      components,
    };
  });
  return [
    ...candidates.filter(({ change }) => !change).map(({ testCase }) => testCase),
    ...combined,
  ];
}

type Bundle = {
  readonly intent: Case['intent'];
  request: PlannedRequest;
  readonly touched: string[];
  readonly components: Case[];
};

const overlap = (one: string, other: string) =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
