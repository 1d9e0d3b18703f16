import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { apis } from '../../spec/apis.ts';
import { startMock, type MockOptions } from '../../scripts/mock/server.ts';
import { loadContract } from '../core/contract/load.ts';
import { variableOf, type Credential, type Credentials } from '../core/auth/credentials.ts';
import { mixinToken } from '../core/auth/signers/mixin-token.ts';
import type { Contract } from '../core/contract/model.ts';
import { serveContract } from './contract-server.ts';
import type { Keys } from './contract-server/credentials.ts';
import { readDescription, type DescriptionSpec } from './contract-server/description.ts';
import type { MixinSession } from './implementation/credentials.ts';
import { startServer, type RunningServer } from './server.ts';

/**
 * A description as the runner reads it and as the contract server reads it, and the good
 * credentials of both.
 */
export type Described = {
  readonly api: string;
  /** Loads the contract on the first call. */
  readonly contract: () => Contract;
  readonly description: DescriptionSpec;
  readonly credentials: Credentials;
  readonly keys: Keys;
  /** The same credentials as environment variables, for curl lines. */
  readonly variables: { readonly [name: string]: string };
};

const root = join(import.meta.dirname, '..', '..');
const values: { readonly [api: string]: { readonly [scheme: string]: string } } = {
  amity: { apiKey: 'amity-secret-7f3a' },
  mixin: {},
  notifications: { bearerAuth: 'notifications-secret-91bc' },
  synthetic: {
    headerKey: 'key-in-a-header',
    queryKey: 'key-in-a-query',
    cookieKey: 'key-in-a-cookie',
    token: 'token-in-a-header',
    password: 'ada:lovelace',
  },
};
const mixinSession = openSession();

/** The descriptions of the repository, and the synthetic one. */
export const described: readonly Described[] = [
  ...Object.entries(apis).map(([api, file]) =>
    describe(api, file, join(root, 'generated', api, 'openapi.json')),
  ),
  describe(
    'synthetic',
    'conformance/corpus/synthetic/openapi.yaml',
    join(import.meta.dirname, 'synthetic', 'openapi.yaml'),
  ),
];

const everything = described.map(({ api }) => api);
const real = Object.keys(apis);

type Right = {
  readonly name: string;
  readonly apis: readonly string[];
  readonly start: () => Promise<{
    readonly urlOf: (api: string) => string;
    readonly [Symbol.asyncDispose]: () => Promise<void>;
  }>;
};

/** The implementation written by hand, or a mutant. */
export const startByHand = (mutant?: string): Promise<RunningServer> =>
  startServer({
    apiKey: values.amity!.apiKey!,
    bearerToken: values.notifications!.bearerAuth!,
    mixinSession: mixinSession.key,
    ...(mutant === undefined ? {} : { mutant }),
  });

/** Every right implementation, and its descriptions. */
export const rightImplementations: readonly Right[] = [
  {
    name: 'the implementation by hand',
    apis: real,
    start: async () => atOneUrl(await startByHand()),
  },
  ...described.map(
    (subject): Right => ({
      name: `the contract server of ${subject.api}`,
      apis: [subject.api],
      start: async () => atOneUrl(await serveContract(subject)),
    }),
  ),
  mock('the mock, which refuses only what it must', {}),
  mock('the mock that refuses all that it may', { strict: true }),
];

function mock(name: string, options: Partial<MockOptions>): Right {
  const start = () =>
    startMock({
      contracts: described.map(({ contract }) => contract()),
      credentials: new Map(described.map(({ api, credentials }) => [api, credentials])),
      stateful: true,
      ...options,
    });
  return { name, apis: everything, start };
}

const atOneUrl = (server: RunningServer) => ({
  urlOf: () => server.url,
  [Symbol.asyncDispose]: server[Symbol.asyncDispose],
});

function describe(api: string, contractFile: string, descriptionFile: string): Described {
  let contract: Contract | undefined;
  const secrets = Object.entries(values[api] ?? {});
  const isSigned = api === 'mixin';
  return {
    api,
    contract: () => (contract ??= loadContract(api, contractFile)),
    description: readDescription(descriptionFile),
    credentials: new Map(
      isSigned
        ? [['bearer', mixinSession.credential]]
        : secrets.map(([scheme, value]): [string, Credential] => [
            scheme,
            { kind: 'value', value },
          ]),
    ),
    keys: new Map<string, string | MixinSession>(
      isSigned ? [['bearer', mixinSession.key]] : secrets,
    ),
    variables: Object.fromEntries(
      isSigned
        ? Object.entries(mixinSession.members).map(([member, value]) => [
            variableOf(api, 'bearer', member),
            value,
          ])
        : secrets.map(([scheme, value]) => [variableOf(api, scheme), value]),
    ),
  };
}

/** A session for the runner and for the server, and its members. */
function openSession(): {
  readonly credential: Credential;
  readonly key: MixinSession;
  readonly members: { readonly [member: string]: string };
} {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const [uid, sid] = [randomUUID(), randomUUID()];
  const members = {
    uid,
    sid,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  return {
    credential: { kind: 'session', session: mixinToken.open(members), secrets: [] },
    key: { uid, sid, publicKey },
    members,
  };
}
