import { joined, link, type Inline } from '../content/inline.ts';
import type { SchemaContext } from './context.ts';
import { branchesOf, keywordOf, shapeOf, typesOf, type Shape } from './shape.ts';

/** More alternatives are not named one by one. */
const namedAtMost = 4;

/** Names the type of a schema in a line, with links to the schemas that have pages. */
export function typeInline(node: unknown, context: SchemaContext, depth = 0): Inline {
  const { say, reference } = context;
  if (node === false) return say('nothing');
  const shape = shapeOf(node, reference);
  if (shape.named) return link({ page: shape.named.page }, shape.named.name);
  const all = typesOf(shape);
  const types = all.filter((type) => type !== 'null');
  if (types.length === 0 && all.length > 0) return 'null';
  const branches = branchesOf(shape);
  if (branches && types.length === 0) return branchTypes(branches, context, depth);
  if (types.length === 0 && shape.from.length > 0) return combined(shape);
  if (types.length === 0) return say('anyValue');
  return joined(
    types.map((type) => oneType(type, shape, context, depth)),
    ` ${say('or')} `,
  );
}

function branchTypes(
  { branches }: NonNullable<ReturnType<typeof branchesOf>>,
  context: SchemaContext,
  depth: number,
): Inline {
  const { say } = context;
  if (branches.length > namedAtMost || depth > namedAtMost) return say('oneOfThese');
  const types = branches.map((branch) => typeInline(branch, context, depth + 1));
  const unique = types.filter(
    (type, index) =>
      types.findIndex((each) => JSON.stringify(each) === JSON.stringify(type)) === index,
  );
  return joined(unique, ` ${say('or')} `);
}

/** The schemas that one is combined of. */
const combined = ({ from }: Shape): Inline =>
  joined(
    from.map(({ name, page }) => link({ page }, name)),
    ' + ',
  );

function oneType(type: string, shape: Shape, context: SchemaContext, depth: number): Inline {
  const { say } = context;
  if (type === 'object' && shape.from.length > 0) return combined(shape);
  if (type !== 'array') {
    const format = keywordOf(shape, 'format');
    return typeof format === 'string' ? `${type} (${format})` : type;
  }
  const items = keywordOf(shape, 'items');
  // the first elements of a tuple are told one by one
  return items === undefined || keywordOf(shape, 'prefixItems') !== undefined || depth > namedAtMost
    ? say('array')
    : [`${say('arrayOf')} `, typeInline(items, context, depth + 1)];
}
