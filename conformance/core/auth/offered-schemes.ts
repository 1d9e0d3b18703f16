import type { Contract, SecurityScheme } from '../contract/model.ts';

type Alternative = readonly SecurityScheme[];

/**
 * The contract with credentials for every operation: those that document no `security`, or an
 * optional one, get those of the alternative that most operations document. No rule judges them.
 */
export function withOfferedSchemes(contract: Contract): Contract {
  const { operations, securitySchemes } = contract;
  const documented = operations.flatMap(({ security }) =>
    security.filter((schemes) => schemes.length > 0),
  );
  const keyOf = (schemes: Alternative) => JSON.stringify(schemes.map(({ name }) => name));
  const byCount = [...Map.groupBy(documented, keyOf).values()].toSorted(
    (one, other) => other.length - one.length,
  );
  const offered = [
    ...byCount.map(([first]) => first!),
    ...securitySchemes.map((scheme) => [scheme]),
  ];
  return {
    ...contract,
    operations: operations.map((operation) =>
      operation.security.every((schemes) => schemes.length > 0) && operation.security.length > 0
        ? operation
        : { ...operation, offered },
    ),
  };
}
