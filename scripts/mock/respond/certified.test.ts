import { expect, test } from 'vitest';
import {
  schemesOf,
  type Credential,
  type Credentials,
} from '../../../conformance/core/auth/credentials.ts';
import { signerOf } from '../../../conformance/core/auth/find-signer.ts';
import { run } from '../../../conformance/run/run.ts';
import { contracts, start } from '../testing.ts';
import type { MockOptions } from '../server.ts';

/** Credentials of this run only. */
const credentials = new Map(
  contracts.map((contract): [string, Credentials] => [
    contract.api,
    new Map(
      [...schemesOf(contract)].map((name): [string, Credential] => {
        const signer = signerOf(contract.api, name);
        return [
          name,
          signer
            ? { kind: 'session', session: signer.ephemeral(), secrets: [] }
            : { kind: 'value', value: `${contract.api}-credential` },
        ];
      }),
    ),
  ]),
);

const modes: { why: string; options: Partial<MockOptions> }[] = [
  { why: 'as documented', options: {} },
  { why: 'generated', options: { dynamic: true } },
  { why: 'generated from another seed', options: { dynamic: true, seed: 11 } },
  { why: 'remembered', options: { stateful: true } },
  { why: 'generated and remembered', options: { dynamic: true, stateful: true } },
];
for (const { why, options } of modes) {
  test(`the runner with all of its cases finds nothing on responses that are ${why}`, async () => {
    await using mock = await start({ credentials, stateful: true, ...options });
    const assignments = contracts.map((contract) => ({
      contract,
      target: mock.urlOf(contract.api),
      credentials: credentials.get(contract.api)!,
      values: new Map(),
    }));
    const { verdict, findings, cases } = await run(assignments, {
      timeout: 20_000,
      operations: [],
      plan: { thorough: true },
      strict: true,
      fuzz: { count: 20, seed: 3 },
    });
    expect({ verdict, findings }).toEqual({ verdict: 'pass', findings: [] });
    expect(cases.failed + cases.errors).toBe(0);
    expect(cases.passed).toBeGreaterThan(300);
  }, 120_000);
}
