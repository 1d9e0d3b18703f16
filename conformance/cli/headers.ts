import { withVariables, type Environment } from '../core/environment.ts';
import type { Contract } from '../core/contract/model.ts';
import { headerParameters, ownFields, type FixedFields } from '../core/http/fixed-fields.ts';
import type { KnownValues } from '../core/instances/plain-request.ts';
import { UserError } from '../core/user-error.ts';
import type { Config } from './config.ts';

/** Header fields for every request, and the variables that they use. */
export type GivenHeaders = {
  readonly fields: FixedFields;
  readonly secrets: ReadonlyMap<string, string>;
};

/**
 * Reads the values of `--send-header`: `Name: value`, with `${NAME}` from the environment. Throws a
 * `UserError` that does not show the value, which may be a secret.
 */
export function headersOf(written: readonly string[], environment: Environment): GivenHeaders {
  const secrets = new Map<string, string>();
  const fields = written.map((text) => {
    const [, name, value] = /^([!#$%&'*+.^`|~\w-]+):[ \t]*(.*?)[ \t]*$/s.exec(text) ?? [];
    if (name === undefined || value === undefined)
      throw new UserError(
        "--send-header is a name and a value, such as --send-header 'X-Tenant: acme'.",
      );
    const place = `--send-header ${name}`;
    const missing = (variable: string): never => {
      throw new UserError(`${place}: the environment variable ${variable} is not set.`);
    };
    return checked(name, withVariables(value, environment, missing, secrets), place);
  });
  return { fields, secrets };
}

/**
 * The header fields of one API: those of flags, and those of the configuration with other names.
 * Throws a `UserError` for a field that can't be sent.
 */
export function fieldsFor(api: string, config: Config, typed: FixedFields): FixedFields {
  const target = config.targets.get(api);
  const names = new Set(typed.map(([name]) => name.toLowerCase()));
  const configured = [...(target?.headers ?? [])]
    .map(([name, value]) =>
      checked(name, value, config.at(['targets', target!.key, 'headers', name])),
    )
    .filter(([name]) => !names.has(name.toLowerCase()));
  return [...configured, ...typed];
}

/** The fields that operations document as parameters are known values of these. */
export function withDocumentedFields(
  values: ReadonlyMap<string, KnownValues>,
  { operations }: Contract,
  fields: FixedFields,
): ReadonlyMap<string, KnownValues> {
  if (fields.length === 0) return values;
  const texts = new Map(fields.map(([name, value]) => [name.toLowerCase(), value]));
  const found = new Map(values);
  for (const operation of operations) {
    const own = headerParameters(operation).flatMap(({ name }) => {
      const value = texts.get(name.toLowerCase());
      return value === undefined ? [] : [[`$request.header.${name}`, value] as const];
    });
    if (own.length > 0)
      found.set(operation.id, new Map([...own, ...(values.get(operation.id) ?? [])]));
  }
  return found;
}

function checked(name: string, value: string, place: string): FixedFields[number] {
  if (ownFields.includes(name.toLowerCase()))
    throw new UserError(`${place}: each case decides about ${name} itself.`);
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
    throw new UserError(`${place}: the value holds a character that no header field can carry.`);
  return [name, value];
}
