import { encode } from '../core/http/encode-request.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { KnownValues } from '../core/instances/plain-request.ts';
import type { Case } from '../generators/case.ts';
import { distinct, fingerprint } from './fingerprint.ts';
import { isSafe } from './safe.ts';

/** Which of an operation's cases to send. */
export type Selection = {
  readonly only?: 'valid' | 'invalid' | undefined;
  /** The largest number of cases of one operation. */
  readonly maxCases?: number | undefined;
  /** Only the cases with these ids, components of combined cases among them. */
  readonly ids?: readonly string[];
  /** Only requests that are safe on a system that others use; see `isSafe`. */
  readonly safe?: boolean;
};

/** Fingerprints of requests that are sent alone, by request. */
export type Fingerprints = ReadonlyMap<PlannedRequest, string>;

/**
 * The selected cases in the order of the plan, and how many `safe` and `maxCases` leave out; `capped`
 * are those of `maxCases` alone.
 * @param fingerprints those that are known
 */
export function select(
  cases: readonly Case[],
  { only, maxCases = Infinity, ids = [], safe = false }: Selection,
  known: KnownValues,
  fingerprints: Fingerprints,
): { readonly cases: readonly Case[]; readonly leftOut: number; readonly capped: number } {
  const wanted = cases
    .flatMap((testCase) => withIds(testCase, ids))
    .filter(({ intent }) => only === undefined || intent === only);
  const allowed = safe ? wanted.filter((testCase) => isSafe(testCase, known)) : wanted;
  const different = onceEach(allowed, fingerprints);
  const selected = spread(different, maxCases);
  return {
    cases: selected,
    leftOut: wanted.length - selected.length,
    capped: different.length - selected.length,
  };
}

const withIds = (testCase: Case, ids: readonly string[]): readonly Case[] =>
  ids.length === 0
    ? [testCase]
    : [testCase, ...(testCase.components ?? [])].filter(({ id }) => ids.includes(id));

/** Combined cases and unique values can make two cases the same request; keeps the first. */
const onceEach = (cases: readonly Case[], fingerprints: Fingerprints): Case[] =>
  distinct(
    cases.map((testCase) => {
      const { id, operation, request, repeat, steps } = testCase;
      const several = (repeat ?? steps) && id;
      const known = several === undefined ? fingerprints.get(request) : undefined;
      const made = () => fingerprint(id, encode(operation, request), request, several);
      return { testCase, fingerprint: known ?? made() };
    }),
  ).map(({ testCase }) => testCase);

/** At most `count` cases: the first of every generator, then the second of every generator, … */
function spread(cases: readonly Case[], count: number): readonly Case[] {
  if (cases.length <= count) return cases;
  const byGenerator = Map.groupBy(cases, ({ generator }) => generator);
  const roundOf = (testCase: Case) => byGenerator.get(testCase.generator)!.indexOf(testCase);
  const chosen = new Set(
    cases.toSorted((one, other) => roundOf(one) - roundOf(other)).slice(0, count),
  );
  return cases.filter((testCase) => chosen.has(testCase));
}
