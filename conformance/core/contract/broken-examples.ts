import { exampleViolation, parameterViolation } from '../http/documented-example.ts';
import { tellInTurns, type Telling } from '../tell-in-turns.ts';
import { UserError } from '../user-error.ts';
import type { Source } from '../source.ts';
import type { Contract, MediaType, NamedExample, Operation, Parameter } from './model.ts';

/** A part of the contract that can have examples. A `Parameter` of a response is a header field. */
type Exemplified = MediaType | Parameter;

/** A documented example that breaks its schema: where it stands, and which rule it breaks. */
export type BrokenExample = { readonly source: Source; readonly reason: string };

/**
 * The documented examples that break their schema, each once. Looks for the next one when it is asked
 * for it, and gives `undefined` for one that is right: the schemas of a large description take seconds.
 * @param operations those to look at
 * @see https://spec.openapis.org/oas/v3.1.1.html#example-object
 */
export function* brokenExamples(
  { place }: Contract,
  operations: readonly Operation[],
): Generator<BrokenExample | undefined> {
  const told = new Set<string>();
  for (const operation of operations)
    for (const documented of exemplifiedIn(operation))
      for (const example of documented.examples) {
        const reason = reasonOf(documented, example, place);
        if (reason === undefined) {
          yield undefined;
          continue;
        }
        const { source } = example;
        const id = `${source.file} ${source.pointer} ${reason}`;
        yield told.has(id) ? undefined : { source, reason };
        told.add(id);
      }
}

/**
 * Reports the documented examples that break their schema; other work goes on in between. Resolves to
 * whether all of them were looked at: the schemas of a large description take longer than the limit.
 */
export const tellBrokenExamples = (
  contracts: readonly Contract[],
  operationsOf: (contract: Contract) => readonly Operation[],
  telling: Telling,
): Promise<boolean> =>
  tellInTurns(
    contracts.map((contract) => linesOf(contract, operationsOf(contract))),
    telling,
  );

function* linesOf(contract: Contract, operations: readonly Operation[]) {
  for (const broken of brokenExamples(contract, operations))
    yield broken && `${contract.place(broken.source)}: ${broken.reason}`;
}

const exemplifiedIn = ({ parameters, requestBody, responses }: Operation): Exemplified[] => [
  ...parameters,
  ...(requestBody?.content ?? []),
  ...responses.flatMap(({ headers, content }) => [
    ...headers.map(({ parameter }) => parameter),
    ...content,
  ]),
];

/** The rule that an example breaks, with the lines of both; `undefined` if it breaks none. */
export function problemOf(
  documented: Exemplified,
  example: NamedExample,
  place: Contract['place'],
): string | undefined {
  const reason = reasonOf(documented, example, place);
  return reason === undefined ? undefined : `${place(example.source)}: ${reason}`;
}

function reasonOf(
  documented: Exemplified,
  { name, value }: NamedExample,
  place: Contract['place'],
): string | undefined {
  const broken = violationOf(documented, value);
  if (!broken) return undefined;
  const part = broken.pointer === '' ? 'it' : `"${broken.pointer}"`;
  const owner = 'in' in documented ? ` of ${inWords(documented)}` : '';
  return `the example "${name}"${owner} breaks its schema: ${part} ${broken.message} (${place(broken.source)})`;
}

const inWords = ({ in: location, name }: Parameter): string =>
  location === 'header' ? `the header field ${name}` : `the ${location} parameter ${name}`;

function violationOf(documented: Exemplified, value: NamedExample['value']) {
  try {
    return 'in' in documented
      ? parameterViolation(documented, value)
      : exampleViolation(documented, value);
  } catch (error) {
    // a schema that can't be used is told where it is needed
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
