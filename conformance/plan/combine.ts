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
  const changes = candidates.flatMap(({ testCase, change }) =>
    change ? [{ testCase, change }] : [],
  );
  const byKind = Map.groupBy(changes, ({ testCase: { intent, basis } }) => `${intent} ${basis}`);
  const order = new Map(changes.map(({ testCase }, index) => [testCase, index]));
  const bundles = [...byKind.values()]
    .flatMap((ofKind) => bundlesOf(operation, base, ofKind))
    .toSorted((one, other) => order.get(one.components[0]!)! - order.get(other.components[0]!)!);
  const numbers = new Map<string, number>();
  const combined = bundles.map((bundle) => {
    if (bundle.components.length === 1) return bundle.components[0]!;
    const kind = bundle.basis ?? bundle.intent;
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    return combinedCase(bundle, `${kind}-${number}`);
  });
  const single = candidates.filter(({ change }) => !change).map(({ testCase }) => testCase);
  return [...single, ...combined];
}

type Changed = Required<Candidate>;

type Bundle = {
  readonly intent: Case['intent'];
  readonly basis: Case['basis'];
  request: PlannedRequest;
  readonly touched: string[];
  readonly components: Case[];
};

/** Bundles changes of one kind: the first bundle takes all that fit, the next one from the rest. */
function bundlesOf(
  operation: Operation,
  base: PlannedRequest,
  changes: readonly Changed[],
): readonly Bundle[] {
  const bundles: Bundle[] = [];
  let left = changes;
  for (let [first] = left; first; [first] = left) {
    const { testCase, change } = first;
    const bundle: Bundle = {
      intent: testCase.intent,
      basis: testCase.basis,
      request: change.apply(base),
      touched: [change.touches],
      components: [testCase],
    };
    left = addTo(bundle, operation, left.slice(1));
    bundles.push(bundle);
  }
  return bundles;
}

/**
 * Adds the changes that fit into a bundle, in their order, and returns the others. Most fit, so all
 * are verified at once, and halves of them only where one does not.
 */
function addTo(bundle: Bundle, operation: Operation, changes: readonly Changed[]): Changed[] {
  const touched = [...bundle.touched];
  const [added, others]: [Changed[], Changed[]] = [[], []];
  for (const changed of changes) {
    const { touches } = changed.change;
    const isFree = !touched.some((location) => overlap(location, touches));
    (isFree ? added : others).push(changed);
    if (isFree) touched.push(touches);
  }
  if (added.length === 0) return others;
  const request = added.reduce((changed, { change }) => change.apply(changed), bundle.request);
  if (isVerified(operation, request, bundle.intent)) {
    bundle.request = request;
    bundle.touched.push(...added.map(({ change }) => change.touches));
    bundle.components.push(...added.map(({ testCase }) => testCase));
    return others;
  }
  if (changes.length === 1) return [...changes];
  const half = Math.ceil(changes.length / 2);
  return [
    ...addTo(bundle, operation, changes.slice(0, half)),
    ...addTo(bundle, operation, changes.slice(half)),
  ];
}

const overlap = (one: string, other: string) =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);

function combinedCase({ intent, basis, request, components }: Bundle, name: string): Case {
  const reasons = components.slice(0, namedComponents).map(({ reason }) => reason);
  const others = components.length - reasons.length;
  const { operation } = components[0]!;
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
