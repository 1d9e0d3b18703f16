import { splitApi, withoutUser } from '../../../conformance/core/base-url.ts';
import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { chosenOf, targetsOf, type PassThrough } from '../pass-through/options.ts';
import { placesAt } from '../pass-through/where.ts';
import { judge } from './judge.ts';

/** Reads `--pass-through`, once or for several APIs. Throws a `UserError` for two URLs of one API. */
export function readPassThrough(
  written: readonly string[],
  operations: readonly string[] | undefined,
): PassThrough {
  const byApi = written.map((text) => ({ text, ...splitApi(text) }));
  const [only, ...others] = byApi;
  if (only && others.length === 0 && only.key === undefined)
    return { url: only.text, operations, judge };
  const urls = new Map<string, string>();
  for (const { text, key, url } of byApi) {
    if (key === undefined || url === undefined)
      throw new UserError(
        `--pass-through ${withoutUser(text)} does not say for which API it is: write api=URL for each.`,
      );
    if (urls.has(key)) throw new UserError(`--pass-through names ${key} twice.`);
    urls.set(key, url);
  }
  return { url: Object.fromEntries(urls), operations, judge };
}

/** What goes where, for people: lines, and notes about operations that go nowhere. */
export function passedWhere(
  { url, operations = [] }: PassThrough,
  contracts: readonly Contract[],
): { readonly lines: readonly string[]; readonly notes: readonly string[] } {
  const targets = targetsOf(url, contracts);
  const isChosen = chosenOf(operations, contracts, targets);
  const passed = contracts.flatMap((contract) => {
    const target = targets.get(contract.api);
    if (target === undefined) return [];
    const chosen = mockedOperations(contract).filter(isChosen);
    const { baseOf, elsewhere } = placesAt(contract, target);
    return [{ contract, target, chosen, baseOf, elsewhere }];
  });
  return {
    lines: passed.map(({ contract, target, chosen, baseOf }) => {
      const ids = chosen.filter((one) => baseOf(one) !== undefined).map(({ id }) => id);
      const named = ids.length > 10 ? `${ids.length} of its operations` : ids.join(', ');
      const also = ids.length === 0 ? '' : `, and ${named}`;
      return `Passed on to ${target}: what ${contract.api} does not document${also}`;
    }),
    notes: passed.flatMap(({ chosen, elsewhere }) =>
      elsewhere.flatMap(({ operation, reason }) => (chosen.includes(operation) ? [reason] : [])),
    ),
  };
}
