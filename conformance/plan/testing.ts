import { expect } from 'vitest';
import type { Operation } from '../core/contract/model.ts';
import { encode } from '../core/http/encode-request.ts';
import { readRequest } from '../core/http/read-request.ts';
import { planCases } from './plan.ts';

/** Verifies every case of an operation once more, on its wire form. */
export function verifyAgain(operation: Operation): void {
  const { cases } = planCases(operation, { thorough: true });
  for (const { id, intent, broken, request, reason, rule } of cases.flatMap((testCase) => [
    testCase,
    ...(testCase.components ?? []),
  ])) {
    expect(reason).toMatch(/^[^A-Z].*[^.]$/s);
    expect(broken !== undefined).toBe(intent === 'invalid');
    // an unspecified case may break any rule, and another method is no request of the operation
    if (intent === 'unspecified' || rule.in === 'method') continue;
    const found = readRequest(operation, encode(operation, request)).violations.map(
      ({ in: place, pointer, keyword }) => `${place}${pointer} ${keyword}`,
    );
    const wanted =
      intent === 'valid' || broken?.in === 'credentials'
        ? []
        : [`${broken?.in}${broken?.pointer} ${broken?.keyword}`];
    expect({ id, found }).toEqual({ id, found: wanted });
    expect(request.credentials === 'good').toBe(broken?.in !== 'credentials');
  }
}
