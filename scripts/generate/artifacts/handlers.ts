import { signerOf } from '../../../conformance/core/auth/find-signer.ts';
import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Operation, Parameter } from '../../../conformance/core/contract/model.ts';
import { credentialsIn, locationOf } from '../../../conformance/core/http/runtime-expression.ts';
import { tokensOf } from '../../../conformance/core/pointer.ts';
import type { HandledOperation } from '../../frontend/handlers.ts';
import { answersOf, type DocumentedAnswers } from './answers.ts';
import type { Artifact } from './artifact.ts';
import { exported, nameInside } from './exported.ts';
import { free, operationNames } from './names.ts';
import { overlapping } from './overlapping.ts';
import { comment, indented, literal } from './text.ts';

export const handlers: Artifact = {
  file: 'handlers.ts',
  summary: 'MSW handlers that answer as the mock does, by operation and example. Needs msw.',
  write({ contract, runtime }) {
    const names = operationNames(contract);
    const all = mockedOperations(contract);
    const list = free('allHandlers', new Set(names.values()));
    const made = all.map((operation) => {
      const answers = answersOf(contract, operation);
      const type = [...answers.byName.keys()].map((name) => `\n  | ${literal(name)}`).join('');
      const value = `: HandlerMaker<${type}
> = /* @__PURE__ */ handlersOf(
  ${indented(literal(factsOf(operation, all, answers)))},
  ${literal(answers.usual)},
  ${indented(literal(Object.fromEntries(answers.byName)))},
);
`;
      return `${comment(about(operation))}${exported(names.get(operation.id)!, value, imported)}`;
    });
    const calls = all.map(
      ({ id }) => `  ${nameInside(names.get(id)!, imported)}(undefined, options),\n`,
    );
    return `import {
  handlersOf,
  type HandlerMaker,
  type HandlerOptions,
  type HttpHandler,
} from '${runtime('handlers')}';

${made.join('\n')}
/** A handler for each operation, which gives the answer that the mock gives by default. */
export const ${list} = (options?: HandlerOptions): HttpHandler[] => [
${calls.join('')}];
`;
  },
};

/** The names that the module imports. */
const imported = new Set(['handlersOf', 'HandlerMaker', 'HandlerOptions', 'HttpHandler']);

const about = ({ method, path, summary, deprecated }: Operation): string =>
  [
    `\`${method} ${path}\`${summary ? `: ${summary}` : ''}`,
    ...(deprecated ? ['@deprecated'] : []),
  ].join('\n');

/** What a handler needs to know of an operation, and of the request for what its answers repeat. */
function factsOf(
  operation: Operation,
  all: readonly Operation[],
  { byName }: DocumentedAnswers,
): HandledOperation {
  const { api, id, method, path, parameters } = operation;
  const others = overlapping(operation, all);
  const answers = [...byName.values()].flatMap((each) => (typeof each === 'object' ? [each] : []));
  const expressions = [...new Set(answers.flatMap(({ echo }) => Object.values(echo ?? {})))];
  const signed = expressions.flatMap((expression) => credentialsIn(expression)?.scheme ?? []);
  const kinds = kindsOf(parameters, expressions);
  return {
    ...{ id, method, path },
    ...(others.length > 0 && { others }),
    ...(Object.keys(kinds).length > 0 && { kinds }),
    ...(signed.length > 0 && {
      signed: [...new Set(signed)].filter((each) => signerOf(api, each)),
    }),
  };
}

/** The kinds of parameters that expressions name, where their values are no texts. */
function kindsOf(
  parameters: readonly Parameter[],
  expressions: readonly string[],
): NonNullable<HandledOperation['kinds']> {
  const named = expressions.flatMap((expression) => {
    const location = locationOf(expression);
    if (!location || location.in === 'body') return [];
    const [name] = tokensOf(location.pointer);
    return parameters.filter((each) => each.in === location.in && nameOf(each) === name);
  });
  return Object.fromEntries(
    [...Map.groupBy(named, (parameter) => parameter.in)].flatMap(([location, those]) => {
      const kinds = those.flatMap((parameter) => {
        const kind = kindOf(parameter);
        return kind === undefined ? [] : [[nameOf(parameter), kind] as const];
      });
      return kinds.length > 0 ? [[location, Object.fromEntries(kinds)]] : [];
    }),
  );
}

const nameOf = ({ in: location, name }: Parameter): string =>
  location === 'header' ? name.toLowerCase() : name;

function kindOf({ schema }: Parameter): 'number' | 'boolean' | undefined {
  const types = new Set(schema.alternatives().flatMap((each) => each.types));
  if (types.has('string')) return undefined;
  return types.has('number') || types.has('integer')
    ? 'number'
    : types.has('boolean')
      ? 'boolean'
      : undefined;
}
