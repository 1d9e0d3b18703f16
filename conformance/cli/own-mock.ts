import { complain } from '../core/print.ts';
import { schemesOf, type Credential, type Credentials } from '../core/auth/credentials.ts';
import { signerOf } from '../core/auth/find-signer.ts';
import type { Contract } from '../core/contract/model.ts';

/** Starts the mock with credentials that only this run knows. */
export async function startOwnMock(
  contracts: readonly Contract[],
  { stateful = false }: { readonly stateful?: boolean } = {},
) {
  // Prism takes long to load, and a run against a target needs no mock
  const { startMock } = await import('../../scripts/mock/server.ts');
  const credentials = new Map(
    contracts.map((contract) => [contract.api, ownCredentials(contract)]),
  );
  const mock = await startMock({ contracts, credentials, remembers: true, stateful });
  complain(`no target was given: checking the mock, started at ${mock.url}`);
  return { ...mock, credentials };
}

function ownCredentials(contract: Contract): Credentials {
  const { api } = contract;
  return new Map(
    [...schemesOf(contract)].map((name): [string, Credential] => {
      const signer = signerOf(api, name);
      if (signer) return [name, { kind: 'session', session: signer.ephemeral(), secrets: [] }];
      return [name, { kind: 'value', value: `${api}-credential` }];
    }),
  );
}
