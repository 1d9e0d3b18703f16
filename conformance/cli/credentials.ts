import { complain } from '../core/print.ts';
import {
  alternativeFor,
  variableOf,
  type Credential,
  type Credentials,
} from '../core/auth/credentials.ts';
import { howToGive, readCredentials } from '../core/auth/read-credentials.ts';
import { shortest } from '../core/auth/redact.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import { requireMatch, selectorOf } from '../core/contract/selectors.ts';
import { UserError } from '../core/user-error.ts';
import { allCredentials, credentialsOf } from '../run/credentials-of.ts';
import { fetchedCredentials, type FetchingOptions } from '../run/fetchers.ts';
import type { Assignment } from '../run/run.ts';
import { wantedOperations } from '../run/schedule.ts';
import type { Config, GivenCredentials } from './config.ts';
import { textNamed } from './named-file.ts';

type AllCredentials = Pick<Assignment, 'credentials' | 'credentialsFor' | 'otherCredentials'>;

type Given = {
  readonly config: Config;
  /** The configuration's file as the user typed it, for messages. */
  readonly configFile: string | undefined;
  /** How those that are fetched are asked for. */
  readonly fetching: FetchingOptions;
  /** Ids of the operations to check; all where there are none. */
  readonly operations: readonly string[];
  /** All operations of the description, also those that the run leaves out. */
  readonly described: readonly Operation[];
};

/**
 * The credentials for a live target: those of the API, those of single operations, and those of
 * another user. Throws a `UserError` if an operation lacks one, and for a value that can't be used.
 */
export function credentialsFor(contract: Contract, given: Given): AllCredentials {
  const all = readAll(contract, given);
  const tooShort = allCredentials(all).flatMap((credentials) =>
    [...credentials].flatMap(([scheme, credential]) => (isTooShort(credential) ? [scheme] : [])),
  );
  for (const scheme of new Set(tooShort))
    complain(
      `note: the credential of ${contract.api}'s security scheme "${scheme}" is shorter than ${shortest} characters: reports can't hide it`,
    );
  requireOffered(contract, all);
  const { operations } = given;
  const lacking = wantedOperations(contract, operations).find(
    (operation) => !alternativeFor(operation, credentialsOf(all, operation)),
  );
  if (lacking) {
    const own = credentialsOf(all, lacking);
    const scheme = lacking.security[0]!.find(({ name }) => !own.has(name))!.name;
    throw new UserError(
      `${contract.api} ${lacking.id} needs a credential for its security scheme "${scheme}": ${howToGive(contract, scheme)}.`,
    );
  }
  return all;
}

const isTooShort = (credential: Credential): boolean =>
  (credential.kind === 'value' ? [credential.value] : credential.secrets).some(
    ({ length }) => length > 0 && length < shortest,
  );

/** Fetches the credentials that the wanted operations use. Throws a `UserError` for one that can't be had. */
export async function fetchAll(
  assignment: Assignment,
  operations: readonly string[],
): Promise<void> {
  const { contract, otherCredentials = new Map() } = assignment;
  const used = new Set<Credential>();
  for (const operation of wantedOperations(contract, operations)) {
    const security = operation.offered ?? operation.security;
    for (const credentials of [credentialsOf(assignment, operation), otherCredentials])
      for (const { name } of alternativeFor({ security }, credentials) ?? [])
        used.add(credentials.get(name)!);
  }
  for (const credential of used) {
    if (credential.kind !== 'fetched') continue;
    const reason = await credential.ready();
    if (reason !== undefined) throw new UserError(`${credential.place}: ${reason}`);
  }
}

/** Who asks for credentials everywhere must give some. */
function requireOffered({ api, operations }: Contract, all: AllCredentials): void {
  const offered = operations.filter((operation) => operation.offered !== undefined);
  const lacking = offered.find(
    (operation) =>
      !alternativeFor({ security: operation.offered! }, credentialsOf(all, operation))?.length,
  );
  if (!lacking) return;
  const [scheme] = lacking.offered!.flat();
  if (scheme === undefined)
    throw new UserError(
      `--auth-everywhere: ${api} describes no security scheme, so that no credential can be sent: add one to its components.securitySchemes, or write headers.Authorization under its target in a --config file.`,
    );
  throw new UserError(
    `--auth-everywhere: there is no credential for ${lacking.id}: ${howToGive({ api }, scheme.name)}.`,
  );
}

function readAll(contract: Contract, given: Given): AllCredentials {
  const { config, configFile, fetching } = given;
  const { api } = contract;
  const target = config.targets.get(api);
  const { key = api, credentials: written = {}, variables = new Map() } = target ?? {};
  checkFiles(config, ['targets', key, 'credentials'], written);
  const credentials = new Map([
    ...readCredentials(contract, written, process.env, { configFile, variables }),
    ...fetchedCredentials(contract, target?.fetched ?? new Map(), fetching),
  ]);
  const other = target?.otherUser;
  checkFiles(config, ['targets', key, 'otherUser'], other?.credentials);
  const otherCredentials =
    other && readGiven(contract, other, { configFile, fetching, name: 'other' });
  if (otherCredentials && isSameUser(credentials, otherCredentials))
    throw new UserError(
      `${config.at(['targets', target!.key, 'otherUser'])}: "otherUser" has the same credentials as "credentials": give those of a second user, or leave it out.`,
    );
  return {
    credentials,
    ...bySelector(contract, credentials, given),
    ...(otherCredentials && { otherCredentials }),
  };
}

/** Throws a `UserError` for a file of a credential that can't be read: `file`, `privateKeyFile`. */
function checkFiles(
  { at }: Config,
  path: readonly string[],
  credentials: GivenCredentials['credentials'] = {},
): void {
  for (const [scheme, written] of Object.entries(credentials)) {
    if (typeof written === 'string') continue;
    for (const [member, file] of Object.entries(written))
      if (/(?:^f|F)ile$/.test(member) && file !== '')
        textNamed(file, { place: at([...path, scheme, member]), what: 'the file' });
  }
}

/** Whether all credentials of another user are those of the first: checks would accuse the server of that. */
const isSameUser = (credentials: Credentials, others: Credentials): boolean =>
  others.size > 0 &&
  [...others].every(([scheme, other]) => {
    const own = credentials.get(scheme);
    return own?.kind === 'value' && other.kind === 'value' && own.value === other.value;
  });

/** The credentials of the operations that selectors give others; the most specific one counts. */
function bySelector(
  contract: Contract,
  credentials: Credentials,
  { config, configFile, fetching, described: operations }: Given,
): Pick<AllCredentials, 'credentialsFor'> {
  const target = config.targets.get(contract.api);
  const entries = [...(target?.credentialsFor ?? [])].map(([written, given]) => {
    const place = config.at(['targets', target!.key, 'credentialsFor', written]);
    const selector = selectorOf(written, operations, place);
    requireMatch(selector, operations, place);
    checkFiles(config, ['targets', target!.key, 'credentialsFor', written], given.credentials);
    return { selector, own: readGiven(contract, given, { configFile, fetching, name: written }) };
  });
  if (entries.length === 0) return {};
  const found = new Map<string, Credentials>();
  for (const { selector, own } of entries.toSorted((a, b) => a.selector.rank - b.selector.rank))
    for (const { id } of operations.filter(selector.matches))
      found.set(id, new Map([...(found.get(id) ?? credentials), ...own]));
  return { credentialsFor: found };
}

/** Credentials that the environment's variables for the API do not complete: those are of another user. */
function readGiven(
  contract: Contract,
  { credentials, variables, fetched }: GivenCredentials,
  {
    configFile,
    fetching,
    name,
  }: Pick<Given, 'configFile' | 'fetching'> & { readonly name: string },
): Credentials {
  // a curl line needs a name for each value, and the name of the API and the scheme is taken
  const names = Object.keys(credentials).map(
    (scheme) => [scheme, variableOf(contract.api, scheme, name)] as const,
  );
  const named = new Map([...names, ...variables]);
  return new Map([
    ...readCredentials(contract, credentials, {}, { configFile, variables: named }),
    ...fetchedCredentials(contract, fetched, { ...fetching, user: name }),
  ]);
}
