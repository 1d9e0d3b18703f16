import * as checks from '../checks/index.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import { requireMatch, selectorOf, type Selector } from '../core/contract/selectors.ts';
import { UserError } from '../core/user-error.ts';
import type { Config } from './config.ts';
import type { FlagValues } from './flags.ts';

/** By operationId: why it is not checked. */
export type Excluded = ReadonlyMap<string, string>;

/** A selector and what names it: the flag as typed, or the text with file and line. */
type Named = { readonly selector: Selector; readonly name: string };

/** What narrows the operations of one API. Each list that includes narrows further. */
type Choice = {
  readonly exclude: readonly Named[];
  readonly include: readonly (readonly Named[])[];
};

/**
 * The operations of each API that flags and configuration exclude, or do not include. Throws a
 * `UserError` for a selector that matches nothing, and where no operation is left.
 */
export function excludedOf(
  contracts: readonly Contract[],
  config: Config,
  flags: Pick<FlagValues, 'exclude' | 'include' | 'operation'>,
): ReadonlyMap<string, Excluded> {
  const all = contracts.flatMap(({ operations }) => operations);
  const typed = (flag: 'exclude' | 'include') => flags[flag].map((text) => named(text, all, flag));
  const [exclude, include] = [typed('exclude'), typed('include')];
  const found = new Map(
    contracts.map((contract) => {
      const own = configured(contract, config);
      const choice = {
        exclude: [...exclude, ...own.exclude],
        include: [include, own.include].filter((list) => list.length > 0),
      };
      return [contract.api, excludedIn(contract, choice)] as const;
    }),
  );
  requireAny(contracts, found, flags.operation);
  return found;
}

function named(text: string, operations: readonly Operation[], flag: 'exclude' | 'include'): Named {
  const name = `--${flag} ${text}`;
  const selector = selectorOf(text, operations, name);
  const isCheck = Object.values(checks).some(({ id }) => id === text);
  if (isCheck && !operations.some(selector.matches))
    throw new UserError(
      `${name}: ${text} is a check, and --${flag} takes operations. --skip-check ${text} leaves the check out.`,
    );
  requireMatch(selector, operations, name);
  return { selector, name };
}

/** The selectors of a target in the configuration. */
function configured({ api, operations }: Contract, config: Config) {
  const target = config.targets.get(api);
  const read = (list: 'exclude' | 'include') =>
    (target?.[list] ?? []).map((text, index): Named => {
      const place = config.at(['targets', target!.key, list, String(index)]);
      const selector = selectorOf(text, operations, place);
      requireMatch(selector, operations, place);
      return { selector, name: `"${text}" (${place})` };
    });
  return { exclude: read('exclude'), include: read('include') };
}

function excludedIn({ operations }: Contract, { exclude, include }: Choice): Excluded {
  const found = new Map<string, string>();
  for (const operation of operations) {
    const matches = ({ selector }: Named) => selector.matches(operation);
    const excluding = exclude.find(matches);
    const missing = include.find((list) => !list.some(matches));
    if (excluding) found.set(operation.id, `excluded by ${excluding.name}`);
    else if (missing)
      found.set(operation.id, `not included by ${missing.map(({ name }) => name).join(', ')}`);
  }
  return found;
}

/** An operation that is named and excluded is a contradiction, and a run without any says nothing. */
function requireAny(
  contracts: readonly Contract[],
  excluded: ReadonlyMap<string, Excluded>,
  wanted: readonly string[],
): void {
  for (const id of wanted) {
    const reasons = contracts
      .filter(({ operations }) => operations.some((operation) => operation.id === id))
      .map(({ api }) => excluded.get(api)?.get(id));
    const [reason] = reasons;
    if (reason !== undefined && !reasons.includes(undefined))
      throw new UserError(`${id} is named, and ${reason}: leave one of the two out.`);
  }
  const all = contracts.flatMap(({ api, operations }) =>
    operations.map(({ id }) => excluded.get(api)?.get(id)),
  );
  if (all.length > 0 && !all.includes(undefined))
    throw new UserError(
      `No operation is left to check: ${[...new Set(all)].map((reason) => `${all.filter((one) => one === reason).length} ${reason}`).join('; ')}.`,
    );
}

/**
 * A contract whose operations get no requests with a method that is excluded at their path, also
 * where no operation documents it: who excludes DELETE expects none.
 */
export function withoutMethods(
  contract: Contract,
  config: Config,
  flags: Pick<FlagValues, 'exclude'>,
): Contract {
  const texts = [...flags.exclude, ...(config.targets.get(contract.api)?.exclude ?? [])];
  const selectors = texts.map((text) => selectorOf(text, contract.operations, ''));
  if (selectors.length === 0) return contract;
  return {
    ...contract,
    operations: contract.operations.map((operation) => ({
      ...operation,
      otherMethods: operation.otherMethods.filter(
        (method) =>
          !selectors.some(({ matches }) =>
            matches({ id: '', method, path: operation.path, tags: [] }),
          ),
      ),
    })),
  };
}
