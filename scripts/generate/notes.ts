import { mockedOperations } from '../../conformance/core/contract/mocked-operations.ts';
import { isObject, type Node } from '../../conformance/core/pointer.ts';
import type { ArtifactInput } from './artifacts/artifact.ts';
import { operationNames } from './artifacts/names.ts';

/** How many lines of one kind are told. */
const most = 5;

/** What differs from the description: operations by another name, and those that are left out. */
export const notes = (input: ArtifactInput): string[] => [
  ...shortened(renamed(input), 'operations have another name'),
  ...shortened(leftOut(input), 'operations are left out'),
];

function shortened(lines: readonly string[], what: string): string[] {
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), `${more} more ${what}.`] : [...lines];
}

/** An operation whose id can't be an identifier. */
const renamed = ({ api, contract }: ArtifactInput): string[] =>
  [...operationNames(contract)]
    .filter(([id, name]) => id !== name)
    .map(([id, name]) => {
      const { path, method } = mockedOperations(contract).find((each) => each.id === id)!;
      const isOwn = id !== `${method.toLowerCase()}${path}`;
      return isOwn
        ? `${api}: the operation "${id}" is called ${name} in code, because its id is no identifier.`
        : `${api}: ${method} ${path} is called ${name} in code. An operationId of its own gives it a better name.`;
    });

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Operations that the contract does not read, with the reason. */
function leftOut({ api, contract, document }: ArtifactInput): string[] {
  const read = new Set(mockedOperations(contract).map(({ method, path }) => `${method} ${path}`));
  return Object.entries(document.paths as Node).flatMap(([path, item]) =>
    methods
      .filter((method) => path.startsWith('/') && isObject(item) && isObject(item[method]))
      .filter((method) => !read.has(`${method.toUpperCase()} ${path}`))
      .map((method) => {
        const { operationId = `${method}${path}` } = (item as Node)[method] as Node;
        const start = `${String(operationId)}: `;
        const found = contract.unsupported.find(({ reason }) => reason.startsWith(start));
        const why = found?.reason.slice(start.length) ?? "it can't be read.";
        return `${api}: ${method.toUpperCase()} ${path} is left out: ${why}`;
      }),
  );
}
