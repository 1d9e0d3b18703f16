import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import { problemOf } from '../../../conformance/core/contract/broken-examples.ts';
import type {
  Contract,
  MediaType,
  NamedExample,
  Operation,
  Parameter,
} from '../../../conformance/core/contract/model.ts';
import type { Artifact } from './artifact.ts';
import { operationNames } from './names.ts';
import { comment, indented, literal, memberName } from './text.ts';

export const examples: Artifact = {
  file: 'examples.ts',
  summary:
    'The named examples of requests and responses as constants; each has its own values as its type, so that it fits the documented type exactly where it keeps its schema.',
  write({ contract }) {
    const names = operationNames(contract);
    const constants = mockedOperations(contract).flatMap((operation) => {
      const tree = examplesOf(operation, contract);
      if (tree.size === 0) return [];
      const [type, value] = [written(tree, 'type'), written(tree, 'value')];
      return [`export const ${names.get(operation.id)}: ${type} = ${value};\n`];
    });
    return constants.length > 0 ? constants.join('\n') : 'export {};\n';
  },
};

/** Examples by name, in groups such as `responses` and `200`. */
type Tree = Map<string, Tree | Leaf>;
type Leaf = { readonly example: NamedExample; readonly problem: string | undefined };

function examplesOf({ parameters, requestBody, responses }: Operation, { place }: Contract): Tree {
  const group = (owners: readonly (MediaType | Parameter)[]): Tree => {
    const tree: Tree = new Map();
    // of two media types with a name, the first one has it
    for (const owner of owners)
      for (const example of owner.examples)
        if (!tree.has(example.name))
          tree.set(example.name, { example, problem: problemOf(owner, example, place) });
    return tree;
  };
  const byLocation = [...Map.groupBy(parameters, (parameter) => parameter.in)].map(
    ([location, those]) =>
      [location, filled(those.map((each) => [each.name, group([each])]))] as const,
  );
  return filled([
    ['parameters', filled(byLocation)],
    ['request', group(requestBody?.content ?? [])],
    ['responses', filled(responses.map(({ status, content }) => [status, group(content)]))],
  ]);
}

/** The groups that have an example. */
const filled = (groups: readonly (readonly [name: string, group: Tree])[]): Tree =>
  new Map(groups.filter(([, group]) => group.size > 0));

/** The examples as an object of a program, or as the type that has only this value. */
function written(tree: Tree, as: 'type' | 'value'): string {
  const members = [...tree].map(([name, inner]) => {
    const head = `${as === 'type' ? 'readonly ' : ''}${memberName(name)}`;
    if (inner instanceof Map) return `${head}: ${written(inner, as)}`;
    return `${as === 'type' ? commentOf(inner) : ''}${head}: ${literal(inner.example.value)}`;
  });
  const end = as === 'type' ? ';' : ',';
  return `{\n${members.map((member) => `  ${indented(member)}${end}\n`).join('')}}`;
}

/** What is wrong with an example; its place is left out, because lines move. */
const commentOf = ({ problem }: Leaf): string =>
  problem === undefined
    ? ''
    : comment(
        `Not of the documented type: ${problem.replace(/^.*? breaks its schema: /s, 'it breaks its schema: ').replace(/ \([^()]*:\d+(?::\d+)?\)$/, '')}`,
      );
