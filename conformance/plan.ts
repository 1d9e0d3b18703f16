import { subjectOf, withKnownValues, type KnownValues } from './cases/base.ts';
import type { CaseGenerator, Variation } from './cases/generator.ts';
import * as generators from './cases/index.ts';
import { encode } from './exchange/encode.ts';
import { readRequest } from './exchange/read.ts';
import { evaluate } from './runtime-expression.ts';
import type { Case, Operation, RequestViolation, WireRequest } from './model.ts';
import { UserError } from './user-error.ts';

/** The cases of an operation, and what became of the rest. */
export type Plan = {
  readonly cases: readonly Case[];
  /** Cases that would need a value which the implementation is not known to hold. */
  readonly skipped: readonly Case[];
  /** Ideas that were not tried, and those that did not come out as their generator meant them: a valid case that breaks a rule, an invalid one that breaks none or several. */
  readonly discarded: readonly { readonly id: string; readonly reason: string }[];
};

/**
 * Plans the cases of an operation. Each is encoded, read back and judged against the contract: a valid case breaks no rule,
 * an invalid one exactly the rule that it names. The order depends on the contract alone.
 */
export function planCases(operation: Operation, known: KnownValues = new Map()): Plan {
  const subject = subjectOf(operation, known);
  const cases: Case[] = [];
  const skipped: Case[] = [];
  const discarded: { id: string; reason: string }[] = [];
  const planned = new Set<string>();
  for (const generator of Object.values(generators) as CaseGenerator[]) {
    for (const variation of generator.generate(subject)) {
      const id = `${operation.id}/${generator.id}/${variation.name}`;
      if ('untried' in variation) {
        discarded.push({ id, reason: variation.untried });
        continue;
      }
      const proved = prove(operation, variation);
      if ('reason' in proved) {
        discarded.push({ id, reason: proved.reason });
        continue;
      }
      const key = fingerprint(proved.request, variation);
      if (planned.has(key)) continue;
      planned.add(key);
      const { intent, because, request } = variation;
      const testCase: Case = { id, generator: generator.id, operation, intent, because, request, ...(proved.broken ? { broken: proved.broken } : {}) };
      if (intent === 'valid' && needsUnknownValue(operation, variation, known)) skipped.push(testCase);
      else cases.push(testCase);
    }
  }
  return { cases, skipped, discarded };
}

/**
 * Plans every operation that can be planned. One whose schemas can't be used is named with the reason,
 * so that it takes only itself out of the run.
 */
export function planOperations(operations: readonly Operation[], known: ReadonlyMap<string, KnownValues>): { plans: (Plan & { operation: Operation })[]; unusable: string[] } {
  const plans: (Plan & { operation: Operation })[] = [];
  const unusable: string[] = [];
  for (const operation of operations) {
    try {
      // compiles the schemas of the answers too, which else would be found unusable in the middle of the run
      for (const { content } of operation.responses) for (const { schema } of content) schema?.validate(null);
      plans.push({ operation, ...planCases(operation, known.get(operation.id)) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unusable.push(`${operation.id}: ${error.message}`);
    }
  }
  return { plans, unusable };
}

/** Whether a variation does to the contract what it says, shown on its wire form. */
function prove(operation: Operation, variation: Variation): { request: WireRequest; broken?: RequestViolation } | { reason: string } {
  const request = encode(operation, variation.request);
  // HTTP takes blanks off a header field's ends, so they would not arrive
  const unsendable = request.headers.find(([, value]) => /[^\t\x20-\x7e\x80-\xff]|^[\t ]|[\t ]$/.test(value));
  if (unsendable) return { reason: `the header field ${unsendable[0]} can't carry its value` };
  const { violations } = readRequest(operation, request);
  const names = violations.map(({ in: place, pointer, keyword }) => `${place}${pointer} ${keyword}`);
  if (variation.intent === 'valid') return names.length === 0 ? { request } : { reason: `it is meant to be valid and breaks ${names.join(', ')}` };
  const { breaks } = variation;
  if (breaks.in === 'credentials') {
    if (names.length > 0) return { reason: `apart from its credentials it breaks ${names.join(', ')}` };
    const source = { file: operation.source.file, pointer: `${operation.source.pointer}/security` };
    return { request, broken: { ...breaks, message: 'must be good credentials', source } };
  }
  const [broken] = violations;
  const wanted = `${breaks.in}${breaks.pointer} ${breaks.keyword}`;
  if (names.length === 1 && broken && names[0] === wanted) return { request, broken };
  return { reason: `it is meant to break ${wanted} and breaks ${names.join(', ') || 'nothing'}` };
}

/** Two variations with the same bytes on the wire and the same intent are one case. */
function fingerprint({ method, path, headers, body }: WireRequest, variation: Variation): string {
  return JSON.stringify([method, path, headers, body ? Buffer.from(body).toString('latin1') : null, variation.request.credentials, variation.request.headerNames]);
}

/** Whether a valid request has another value in a place for which only one is known to be accepted. */
function needsUnknownValue(operation: Operation, { request }: Variation, known: KnownValues): boolean {
  if (known.size === 0) return false;
  const read = readRequest(operation, encode(operation, request));
  const wanted = readRequest(operation, encode(operation, withKnownValues(request, known)));
  return [...known.keys()].some((place) => {
    const expression = place.startsWith('$') ? place : `$request.body#${place}`;
    return JSON.stringify(evaluate(expression, read)) !== JSON.stringify(evaluate(expression, wanted));
  });
}
