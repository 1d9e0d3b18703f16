import type { Contract } from '../core/contract/model.ts';
import type { Assignment } from '../run/run.ts';
import { excludedOf } from './choice.ts';
import type { Config } from './config.ts';
import type { FlagValues } from './flags.ts';
import { fieldsFor, headersOf, withDocumentedFields } from './headers.ts';
import { valuesOf } from './values.ts';

/** What flags and configuration say of one API, with all names resolved. */
export type ApiSettings = Required<Pick<Assignment, 'values' | 'secrets' | 'excluded' | 'headers'>>;

/** By API. */
export type Settings = ReadonlyMap<string, ApiSettings>;

type Given = {
  readonly config: Config;
  readonly flags: FlagValues;
  readonly warn: (message: string) => void;
};

/**
 * Resolves the selectors of flags and configuration. Throws a `UserError` for one that matches
 * nothing, and where no operation is left to check.
 */
export function settingsOf(
  contracts: readonly Contract[],
  { config, flags, warn }: Given,
): Settings {
  const excluded = excludedOf(contracts, config, flags);
  const typed = headersOf(flags['send-header'], process.env);
  return new Map(
    contracts.map((contract): [string, ApiSettings] => {
      const { api } = contract;
      const { secrets = new Map() } = config.targets.get(api) ?? {};
      const headers = fieldsFor(api, config, typed.fields);
      const values = withDocumentedFields(valuesOf(contract, config, warn), contract, headers);
      const settings = { values, headers, excluded: excluded.get(api)! };
      return [api, { ...settings, secrets: new Map([...secrets, ...typed.secrets]) }];
    }),
  );
}
