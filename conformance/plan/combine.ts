import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Case, Change } from '../generators/case.ts';
import { isVerified } from './verify-intent.ts';

/** A verified case and, if it has one, the change that can be combined with others. */
export type Candidate = { readonly testCase: Case; readonly change?: Change };

/** How many components the reason of a combined case names. */
const namedComponents = 4;

/**
 * Combines independent changes into as few requests as possible. A combined case keeps its
 * components, so that a refusal can be attributed to one of them.
 * @param base the request that the changes are applied to
 */
export function combine(
  operation: Operation,
  base: PlannedRequest,
  candidates: readonly Candidate[],
): Case[] {
  const bundles: Bundle[] = [];
  for (const { testCase, change } of candidates) {
    if (!change) continue;
    const bundle = bundles.find((other) => fits(operation, other, testCase, change));
    if (bundle) {
      bundle.request = change.apply(bundle.request);
      bundle.touched.push(change.touches);
      bundle.components.push(testCase);
    } else {
      bundles.push({
        intent: testCase.intent,
        basis: testCase.basis,
        request: change.apply(base),
        touched: [change.touches],
        components: [testCase],
      });
    }
  }
  const numbers = new Map<string, number>();
  const combined = bundles.map((bundle) => {
    if (bundle.components.length === 1) return bundle.components[0]!;
    const kind = bundle.basis ?? bundle.intent;
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    return combinedCase(operation, bundle, `${kind}-${number}`);
  });
  const single = candidates.filter(({ change }) => !change).map(({ testCase }) => testCase);
  return [...single, ...combined];
}

type Bundle = {
  readonly intent: Case['intent'];
  readonly basis: Case['basis'];
  request: PlannedRequest;
  readonly touched: string[];
  readonly components: Case[];
};

const fits = (
  operation: Operation,
  { intent, basis, touched, request }: Bundle,
  testCase: Case,
  change: Change,
): boolean =>
  intent === testCase.intent &&
  basis === testCase.basis &&
  !touched.some((location) => overlap(location, change.touches)) &&
  isVerified(operation, change.apply(request), intent);

const overlap = (one: string, other: string) =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);

function combinedCase(
  operation: Operation,
  { intent, basis, request, components }: Bundle,
  name: string,
): Case {
  const reasons = components.slice(0, namedComponents).map(({ reason }) => reason);
  const others = components.length - reasons.length;
  return {
    id: `${operation.id}/combined/${name}`,
    generator: 'combined',
    origin: 'combined',
    operation,
    intent,
    ...(basis ? { basis } : {}),
    rule: { in: 'body', pointer: '', keyword: 'combined' },
    reason: [...reasons, ...(others > 0 ? [`and ${others} more`] : [])].join('; '),
    request,
    components,
  };
}
