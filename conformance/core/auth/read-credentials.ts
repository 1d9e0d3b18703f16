import { readTextOr } from '../text-file.ts';
import { UserError } from '../user-error.ts';
import { userPath } from '../user-path.ts';
import type { Contract } from '../contract/model.ts';
import {
  schemesOf,
  variableOf,
  type Credential,
  type Credentials,
  type Origin,
} from './credentials.ts';
import { signerOf } from './find-signer.ts';
import type { SignedSession, Signer } from './signers/signer.ts';

/** The configuration of one scheme: a value, its file as `{ file }`, or members of a session. */
type ConfiguredCredential = string | { readonly [member: string]: string };

type Environment = { readonly [name: string]: string | undefined };

/** Where the configured credentials come from. */
export type Origins = {
  /** The configuration file, as given to a command. */
  readonly configFile?: string | undefined;
  /** By scheme, the variable that is the whole configured value: `KEY` for `${KEY}`. */
  readonly variables?: ReadonlyMap<string, string>;
};

/**
 * Reads the credentials of an API from the configuration, else from the environment, where a
 * variable contains the value or, with the suffix `_FILE`, names its file. A scheme without a value
 * gets no credential. Throws a `UserError` for a value that can't be used.
 */
export function readCredentials(
  contract: Contract,
  configured: { readonly [scheme: string]: ConfiguredCredential },
  environment: Environment,
  origins: Origins = {},
): Credentials {
  return new Map(
    [...schemesOf(contract)].flatMap((scheme): [string, Credential][] => {
      const signer = signerOf(contract.api, scheme);
      const credential = signer
        ? readSession(signer, configured[scheme], environment, origins)
        : readValue({ api: contract.api, scheme }, configured[scheme], environment, origins);
      return credential ? [[scheme, credential]] : [];
    }),
  );
}

type SchemeName = { readonly api: string; readonly scheme: string };
type FoundValue = { readonly value: string | undefined; readonly origin: Origin };

const subjectOf = ({ api, scheme }: SchemeName) =>
  `The credential of ${api}'s security scheme "${scheme}"`;

function readValue(
  name: SchemeName,
  configured: ConfiguredCredential | undefined,
  environment: Environment,
  { variables }: Origins,
): Credential | undefined {
  const { value, origin } =
    configured === undefined
      ? valueInEnvironment(name, environment)
      : configuredValue(name, configured, variables);
  if (value === undefined || value === '') return undefined;
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
    throw new UserError(
      `${subjectOf(name)} holds a character that no header field can carry, such as a line break at its end.`,
    );
  return { kind: 'value', value, origin };
}

function configuredValue(
  name: SchemeName,
  configured: ConfiguredCredential,
  variables: Origins['variables'],
): FoundValue {
  const { api, scheme } = name;
  if (typeof configured === 'string')
    return {
      value: configured,
      origin: { kind: 'variable', name: variables?.get(scheme) ?? variableOf(api, scheme) },
    };
  const { file, ...others } = configured;
  if (file === undefined || Object.keys(others).length > 0)
    throw new UserError(
      `${subjectOf(name)} is one value, or a map of "file" alone, which names a file that holds it, or says with "flow" or "login" how it is fetched.`,
    );
  return { value: contentOf(name, file), origin: { kind: 'file', name: userPath(file) } };
}

function valueInEnvironment(name: SchemeName, environment: Environment): FoundValue {
  const variable = variableOf(name.api, name.scheme);
  const fileVariable = `${variable}_FILE`;
  const file = environment[fileVariable];
  if (!file) return { value: environment[variable], origin: { kind: 'variable', name: variable } };
  if (environment[variable])
    throw new UserError(
      `${subjectOf(name)} is given twice, by the environment variables ${variable} and ${fileVariable}: unset one of them.`,
    );
  return {
    value: contentOf(name, file),
    origin: { kind: 'variable-of-file', name: fileVariable },
  };
}

/** The text of a file without its last line break, as `$(cat FILE)` reads it. */
function contentOf(name: SchemeName, file: string): string {
  return readTextOr(userPath(file), (reason) => {
    throw new UserError(`${subjectOf(name)} can't be read from the file ${file}: ${reason}.`);
  }).replace(/\n$/, '');
}

/**
 * Opens the session of a signer with the members in the configuration, else in the environment;
 * `undefined` if there are none. Throws a `UserError` for members that can't be used.
 */
export function readSession(
  signer: Signer,
  configured: ConfiguredCredential | undefined,
  environment: Environment,
  { configFile }: Origins = {},
): Credential | undefined {
  const { api, scheme, members: known } = signer;
  if (typeof configured === 'string')
    throw new UserError(
      `${subjectOf(signer)} is a map of ${known.join(', ')}: each request is signed on its own.`,
    );
  const unknown = Object.keys(configured ?? {}).find((member) => !known.includes(member));
  if (unknown)
    throw new UserError(
      `${subjectOf(signer)} has no member "${unknown}": it takes ${known.join(', ')}.`,
    );
  const fromEnvironment = known.flatMap((member) => {
    const value = environment[variableOf(api, scheme, member)];
    return value ? [[member, value]] : [];
  });
  const members: { readonly [name: string]: string } =
    configured ?? Object.fromEntries(fromEnvironment);
  if (Object.keys(members).length === 0) return undefined;
  return {
    kind: 'session',
    session: configured ? signer.open(members) : openFromEnvironment(signer, members),
    secrets: members.privateKey ? [members.privateKey] : [],
    ...(configured && configFile !== undefined ? { configFile } : {}),
  };
}

/** An error names the variables instead of the members. */
function openFromEnvironment(
  { api, scheme, members: known, open }: Signer,
  members: { readonly [name: string]: string },
): SignedSession {
  try {
    return open(members);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      error.message.replaceAll(/"(\w+)"/g, (whole, name: string) =>
        known.includes(name) ? variableOf(api, scheme, name) : whole,
      ),
    );
  }
}

/** How to give a missing credential, for a message. */
export function howToGive({ api }: Pick<Contract, 'api'>, scheme: string): string {
  const signer = signerOf(api, scheme);
  const variables = signer
    ? signer.members.slice(0, 3).map((member) => variableOf(api, scheme, member))
    : [variableOf(api, scheme)];
  return `set ${variables.join(', ')} in the environment, or write targets.${api}.credentials.${scheme} in a --config file`;
}
