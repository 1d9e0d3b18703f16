import { setImmediate } from 'node:timers/promises';
import { exampleViolation } from '../http/documented-example.ts';
import { UserError } from '../user-error.ts';
import type { Contract, MediaType, NamedExample, Operation } from './model.ts';

/**
 * The documented examples of bodies that break their schema, each once, as lines for people. Looks
 * for the next one when it is asked for it: the schemas of a large description take seconds.
 * @param operations those to look at
 * @see https://spec.openapis.org/oas/v3.1.1.html#example-object
 */
export function* brokenExamples(
  { line }: Contract,
  operations: readonly Operation[],
): Generator<string | undefined> {
  const told = new Set<string | undefined>();
  for (const operation of operations)
    for (const mediaType of mediaTypesOf(operation))
      for (const example of mediaType.examples) {
        const text = problemOf(mediaType, example, line);
        yield told.has(text) ? undefined : text;
        told.add(text);
      }
}

/** Which operations are checked, and what receives the problems. */
type Telling = {
  readonly operationsOf: (contract: Contract) => readonly Operation[];
  readonly tell: (problem: string) => void;
  /** How long examples are looked at, in milliseconds. */
  readonly limit: number;
};

/**
 * Reports the documented examples that break their schema; other work goes on in between. Resolves to
 * whether all of them were looked at: the schemas of a large description take longer than the limit.
 */
export async function tellBrokenExamples(
  contracts: readonly Contract[],
  { operationsOf, tell, limit }: Telling,
): Promise<boolean> {
  let spent = 0;
  for (const contract of contracts) {
    const problems = brokenExamples(contract, operationsOf(contract));
    while (spent < limit) {
      const started = performance.now();
      const { done, value } = problems.next();
      spent += performance.now() - started;
      if (done) break;
      if (value !== undefined) tell(value);
      await setImmediate();
    }
  }
  return spent < limit;
}

const mediaTypesOf = ({ requestBody, responses }: Operation): readonly MediaType[] => [
  ...(requestBody?.content ?? []),
  ...responses.flatMap(({ content }) => content),
];

/** The rule that an example breaks, with the lines of both; `undefined` if it breaks none. */
export function problemOf(
  mediaType: MediaType,
  { name, value, source }: NamedExample,
  line: Contract['line'],
): string | undefined {
  const broken = violationOf(mediaType, value);
  if (!broken) return undefined;
  const place = broken.pointer === '' ? 'it' : `"${broken.pointer}"`;
  const rule = `${broken.source.file}:${line(broken.source)}`;
  return `${source.file}:${line(source)}: the example "${name}" breaks its schema: ${place} ${broken.message} (${rule})`;
}

function violationOf(mediaType: MediaType, value: NamedExample['value']) {
  try {
    return exampleViolation(mediaType, value);
  } catch (error) {
    // a schema that can't be used is told where it is needed
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
