import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject, valueAt, type Node } from '../../../conformance/core/pointer.ts';
import type { Artifact, ArtifactInput } from './artifact.ts';
import { free, operationNames, pascalCase } from './names.ts';
import { comment, literal } from './text.ts';

export const enums: Artifact = {
  file: 'enums.ts',
  summary:
    'The values of each enumeration as an array, and their union as a type of the same name.',
  write(input) {
    const found = new Map<string, Enumeration>();
    for (const enumeration of enumerationsIn(input)) {
      const known = found.get(enumeration.name);
      if (known && literal(known.values) === literal(enumeration.values)) continue;
      found.set(free(enumeration.name, found), enumeration);
    }
    const texts = [...found].map(
      ([name, { values, about }]) =>
        `${comment(about)}export const ${name} = ${literal(values)} as const;\n` +
        `export type ${name} = (typeof ${name})[number];\n`,
    );
    return texts.length > 0 ? texts.join('\n') : 'export {};\n';
  },
};

type Enumeration = {
  readonly name: string;
  readonly values: readonly Json[];
  readonly about: string;
};

/** The enumerations of named schemas and parameters first, then those within operations. */
function* enumerationsIn({ contract, document }: ArtifactInput): Generator<Enumeration> {
  const components = objectAt(document, '/components');
  for (const [name, schema] of Object.entries(objectAt(components, '/schemas')))
    yield* inSchema(schema, [name]);
  for (const kind of ['parameters', 'headers', 'requestBodies', 'responses'])
    for (const [name, node] of Object.entries(objectAt(components, `/${kind}`)))
      yield* inOwner(node, [name]);
  const names = operationNames(contract);
  for (const { id, path, method } of mockedOperations(contract)) {
    const item = objectAt(objectAt(document, '/paths'), [path]);
    const name = names.get(id)!;
    const operation = objectAt(item, [method.toLowerCase()]);
    for (const parameter of [item.parameters, operation.parameters].flat())
      yield* inOwner(parameter, [name, String(objectAt(parameter, []).name)]);
    yield* inOwner(operation.requestBody, [name, 'Request']);
    for (const [status, response] of Object.entries(objectAt(operation, '/responses')))
      yield* inOwner(response, [name, status]);
  }
}

/** The object at a place; an empty one where there is none. */
function objectAt(node: unknown, place: string | readonly string[]): Node {
  const found =
    typeof place === 'string'
      ? valueAt(node, place)
      : place.reduce((inner: unknown, name) => (isObject(inner) ? inner[name] : undefined), node);
  return isObject(found) ? found : {};
}

/** Of a parameter, a header field, a body or a response, which have schemas of their own or in `content`. */
function* inOwner(owner: unknown, names: readonly string[]): Generator<Enumeration> {
  if (!isObject(owner)) return;
  yield* inSchema(owner.schema, names);
  for (const media of Object.values(objectAt(owner, '/content')))
    yield* inSchema(objectAt(media, '/schema'), names);
  for (const [name, header] of Object.entries(objectAt(owner, '/headers')))
    yield* inOwner(header, [...names, name]);
}

/** Keywords whose schemas are about the same value. */
const sameValue = ['allOf', 'anyOf', 'oneOf'];

/** What stands behind a `$ref` is named by its own place. */
function* inSchema(schema: unknown, names: readonly string[]): Generator<Enumeration> {
  if (!isObject(schema)) return;
  const values = valuesOf(schema);
  const about = typeof schema.description === 'string' ? schema.description : '';
  if (values) yield { name: pascalCase(...names), values, about };
  for (const [name, inner] of Object.entries(objectAt(schema, '/properties')))
    yield* inSchema(inner, [...names, name]);
  for (const keyword of sameValue)
    for (const inner of [schema[keyword]].flat()) yield* inSchema(inner, names);
  yield* inSchema(schema.items, [...names, ...(isEnumeration(schema.items) ? [] : ['Item'])]);
  yield* inSchema(schema.additionalProperties, [...names, 'Value']);
}

const isEnumeration = (schema: unknown): boolean =>
  isObject(schema) && valuesOf(schema) !== undefined;

/** The values of `enum`, or of alternatives that are one value each. */
function valuesOf(schema: Node): readonly Json[] | undefined {
  if (Array.isArray(schema.enum)) return schema.enum.length > 0 ? schema.enum : undefined;
  const [alternatives] = ['oneOf', 'anyOf'].flatMap((keyword) =>
    Array.isArray(schema[keyword]) ? [schema[keyword] as unknown[]] : [],
  );
  if (!alternatives || alternatives.length < 2) return undefined;
  const constants = alternatives.filter((each) => isObject(each) && 'const' in each) as Node[];
  return constants.length === alternatives.length
    ? constants.map((each) => each.const as Json)
    : undefined;
}
