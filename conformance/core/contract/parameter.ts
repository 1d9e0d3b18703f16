import { isOwnedByHttp, isToken } from '../http/header-name.ts';
import type { Node } from '../pointer.ts';
import type { Direction } from '../schema/direction.ts';
import { entriesOf, objectsOf, type ReadContext } from './context.ts';
import { readExamples, withParsedExamples } from './media-type.ts';
import type { Parameter, SecurityScheme } from './model.ts';

type Location = Parameter['in'];

/** Headers that OpenAPI excludes: media types and security schemes define them. */
const ignoredHeaders = /^(accept|content-type|authorization)$/i;

/**
 * Reads the parameters of an operation: its own and those of its path item that it doesn't replace,
 * without the API keys of its security schemes.
 * @see https://spec.openapis.org/oas/v3.1.1.html#parameter-object
 */
export function readParameters(
  nodes: { readonly item: Node; readonly operation: Node },
  schemes: readonly SecurityScheme[],
  context: ReadContext,
): Parameter[] {
  const keys = new Set(
    schemes.map(({ in: location, parameter = '' }) => identityOf(location, parameter)),
  );
  const isApiKey = (parameter: Parameter) => keys.has(identityOf(parameter.in, parameter.name));
  const parameters = [nodes.item, nodes.operation]
    .flatMap((node) => readList(node, context))
    .filter((parameter) => !isApiKey(parameter));
  return [...new Map(parameters.map((read) => [identityOf(read.in, read.name), read])).values()];
}

/** The parameters of one list, in which none may be there twice. */
function readList(owner: Node, context: ReadContext): Parameter[] {
  const seen = new Set<string>();
  return objectsOf(owner.parameters, context).flatMap((node) => {
    const read = readParameter(node, context);
    if (!read) return [];
    const identity = identityOf(read.in, read.name);
    if (seen.has(identity))
      context.note(
        node,
        `the ${read.in} parameter "${read.name}" is here twice${read.in === 'header' ? ', whatever its letter case' : ''}: the last one counts.`,
      );
    seen.add(identity);
    return [read];
  });
}

/** Names of header fields are the same in any letter case. */
const identityOf = (location: Location | undefined, name: string): string =>
  `${location} ${location === 'header' ? name.toLowerCase() : name}`;

function readParameter(node: Node, context: ReadContext): Parameter | undefined {
  const { name } = node;
  const location = node.in as Location;
  if (['path', 'query', 'header', 'cookie'].includes(location) && typeof name === 'string')
    return location === 'header' && !isSendable(name, node, context)
      ? undefined
      : readValue({ name, in: location, direction: 'request' }, node, context);
  context.warn(
    node,
    'this parameter needs a "name", and an "in" that is path, query, header or cookie.',
  );
  return undefined;
}

/** Whether a request can have the header field with a value of the description. */
function isSendable(name: string, node: Node, { warn, note }: ReadContext): boolean {
  if (ignoredHeaders.test(name)) return false;
  if (!isToken(name)) {
    const reason = `no header field can have the name "${name}"`;
    if (node.required === true) warn(node, `${reason}, so that no request has this parameter.`);
    else note(node, `${reason}, so this parameter is left out.`);
    return false;
  }
  if (!isOwnedByHttp(name)) return true;
  note(
    node,
    `HTTP itself decides the field ${name}, so this parameter is neither sent nor missed.`,
  );
  return false;
}

/** Reads the members that Parameter Objects and Header Objects share: style, schema, examples. */
export function readValue(
  value: { readonly name: string; readonly in: Location; readonly direction: Direction },
  node: Node,
  context: ReadContext,
): Parameter {
  const usual = value.in === 'query' || value.in === 'cookie' ? 'form' : 'simple';
  const style = typeof node.style === 'string' ? node.style : usual;
  const [[mediaType, media] = []] = entriesOf(node.content, context);
  const schema = context.schema(node.schema ?? media?.schema ?? {}, value.direction);
  const { examples } = withParsedExamples({
    ...{ name: mediaType ?? '', schema },
    examples: [...readExamples(node, context), ...(media ? readExamples(media, context) : [])],
  });
  return {
    name: value.name,
    in: value.in,
    required: node.required === true,
    style: media ? 'content' : style,
    explode: typeof node.explode === 'boolean' ? node.explode : style === 'form',
    // of deepObject, there is no form without a value
    ...(value.in === 'query' &&
      node.allowEmptyValue === true &&
      style !== 'deepObject' && { allowsEmpty: true }),
    ...(mediaType !== undefined && { mediaType }),
    schema,
    examples,
    source: context.sourceOf(node),
  };
}
