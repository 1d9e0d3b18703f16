import type {
  Contract,
  Encoding,
  HeaderField,
  MediaType,
  Memory,
  NamedExample,
  Operation,
  Parameter,
  PathsRefusal,
  Refusal,
  RequestBody,
  Response,
  SecurityScheme,
} from './model.ts';
import type { Schema } from '../schema/model.ts';
import type { Source } from '../source.ts';
import { isObject, tokensOf, pointerOf, valueAt } from '../pointer.ts';
import { UserError } from '../user-error.ts';
import type { Direction } from '../schema/direction.ts';
import { readDocuments, type Documents } from './documents.ts';
import { otherMethods } from './other-methods.ts';
import { brokenBelow } from './broken-references.ts';
import { schemaReader } from '../schema/schema.ts';
import { unsupportedIn, untriedIn } from './supported.ts';

type Node = { readonly [member: string]: unknown };
type Oddity = { readonly source: Source; readonly reason: string };
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * Reads an OpenAPI description, with the files it refers to, into the contract model. Nothing after this reads YAML.
 * Throws a `UserError` that names file and line where the description as a whole can't be read; what is odd about
 * an operation is said in `unsupported`.
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function loadContract(api: string, file: string): Contract {
  const documents = readDocuments(file);
  complainOfVersion(documents);
  const oddities: Oddity[] = [];
  const reader = reading(documents, (node, reason) =>
    oddities.push({ source: documents.sourceOf(node), reason }),
  );
  const paths = nodeOf(documents.root.paths);
  const documented: { path: string; method: string; node: Node; item: Node }[] = [];
  const unsupported: Oddity[] = [];
  for (const [path, written] of Object.entries(paths)) {
    if (!path.startsWith('/')) continue;
    const broken = documents.broken.get(String(nodeOf(written).$ref));
    if (broken) unsupported.push({ ...broken, reason: `${path}: ${broken.reason}` });
    const item = nodeOf(documents.deref(written));
    for (const method of methods)
      if (isObject(item[method])) documented.push({ path, method, node: item[method], item });
    // OpenAPI 3.2
    const more = [
      ...('query' in item ? ['QUERY'] : []),
      ...Object.keys(nodeOf(item.additionalOperations)),
    ];
    for (const method of more)
      unsupported.push({
        source: documents.sourceOf(item),
        reason: `${method} ${path}: the method ${method} is not supported`,
      });
  }
  const others = otherMethods(documented);
  const operations: Operation[] = [];
  const ids = new Set<string>();
  const asked = new Set<string>();
  for (const { path, method, node, item } of documented) {
    const name = node.operationId;
    const id = typeof name === 'string' && !ids.has(name) ? name : `${method}${path}`;
    ids.add(id);
    const broken = brokenBelow([node, item.parameters], documents);
    const operation = broken
      ? undefined
      : reader.operation(api, id, path, method, node, item, asked.has(path) ? [] : others(path));
    const reason = operation && unsupportedIn(operation);
    const found = [
      ...(broken ? [broken] : []),
      ...oddities.splice(0),
      ...(operation && reason !== undefined ? [{ source: operation.source, reason }] : []),
    ];
    if (operation && found.length === 0) {
      operations.push(operation);
      asked.add(path);
      found.push(...untriedIn(operation));
    }
    unsupported.push(
      ...found.map(({ source, reason: why }) => ({ source, reason: `${id}: ${why}` })),
    );
  }
  if (operations.length === 0 && unsupported.length === 0)
    throw new UserError(`${documents.file}: this description has no operation.`);
  return {
    api,
    title: String(valueAt(documents.root, '/info/title') ?? api),
    file: documents.file,
    document: { root: documents.root, deref: documents.deref, files: documents.files },
    operations,
    pathsRefusals: reader.pathsRefusals(paths),
    unsupported,
    line: documents.line,
    evidence: (source) => evidenceAbove(documents, source),
  };
}

function complainOfVersion(documents: Documents): void {
  const { root, file, line } = documents;
  const version = root.openapi;
  if (typeof version === 'string' && /^3\.[012]\./.test(version)) return;
  if ('swagger' in root) {
    throw new UserError(
      `${file}:${line({ file, pointer: '/swagger' })}: this is a Swagger ${String(root.swagger)} description, which is not read. Convert it to OpenAPI 3 first, as editor.swagger.io does.`,
    );
  }
  const found =
    version === undefined
      ? 'it has no "openapi" member'
      : `"openapi" is ${JSON.stringify(version)}`;
  throw new UserError(
    `${file}:${line({ file, pointer: '/openapi' })}: this is no OpenAPI 3.0, 3.1 or 3.2 description: ${found}.`,
  );
}

function reading(documents: Documents, odd: (node: Node, reason: string) => void) {
  const { deref, sourceOf, root } = documents;
  const schemaOf = schemaReader(documents);
  const cached = { request: new Map<unknown, Schema>(), answer: new Map<unknown, Schema>() };
  const schema = (node: unknown, direction: Direction): Schema => {
    const known = cached[direction].get(node) ?? schemaOf(node, direction);
    cached[direction].set(node, known);
    return known;
  };
  function fail(node: Node, message: string): never {
    const at = sourceOf(node);
    throw new UserError(`${at.file}:${documents.line(at)}: ${message}`);
  }
  const objects = (value: unknown): Node[] =>
    Array.isArray(value) ? value.map(deref).filter(isObject) : [];
  const entries = (value: unknown): [string, Node][] =>
    isObject(value) ? Object.entries(value).map(([name, node]) => [name, nodeOf(deref(node))]) : [];

  function examples(node: Node): NamedExample[] {
    const named = entries(node.examples).flatMap(([name, example]): NamedExample[] =>
      'value' in example
        ? [{ name, value: example.value as NamedExample['value'], source: sourceOf(example) }]
        : [],
    );
    if (named.length > 0 || !('example' in node)) return named;
    return [
      { name: 'example', value: node.example as NamedExample['value'], source: sourceOf(node) },
    ];
  }

  function content(node: Node, direction: Direction): MediaType[] {
    return entries(node.content).map(([name, mediaType]) => ({
      name,
      ...(mediaType.schema === undefined ? {} : { schema: schema(mediaType.schema, direction) }),
      examples: examples(mediaType),
      echo: textsOf(mediaType['x-echo']),
      ...('x-memory' in mediaType ? { memory: memory(nodeOf(mediaType['x-memory'])) } : {}),
      encoding: new Map(
        entries(mediaType.encoding).map(([member, how]) => [member, encoding(how)]),
      ),
      source: sourceOf(mediaType),
    }));
  }

  function memory(node: Node): Memory {
    return {
      of: String(node.of),
      key: String(node.key),
      keeps: textsOf(node.keeps),
      recalls: textsOf(node.recalls),
    };
  }

  function encoding({ contentType, style, explode }: Node): Encoding {
    return {
      ...(typeof contentType === 'string' ? { contentType } : {}),
      ...(typeof style === 'string' ? { style } : {}),
      ...(typeof explode === 'boolean' ? { explode } : {}),
    };
  }

  function parameter(node: Node): Parameter | undefined {
    const place = node.in as Parameter['in'];
    if (!['path', 'query', 'header', 'cookie'].includes(place) || typeof node.name !== 'string') {
      odd(
        node,
        'this parameter needs a "name", and an "in" that is path, query, header or cookie.',
      );
      return undefined;
    }
    return written(node.name, place, node, 'request');
  }

  /** A parameter, or a header field of a response, which is described like one. */
  function written(
    name: string,
    place: Parameter['in'],
    node: Node,
    direction: Direction,
  ): Parameter {
    const style =
      typeof node.style === 'string'
        ? node.style
        : place === 'query' || place === 'cookie'
          ? 'form'
          : 'simple';
    const [[mediaType, media] = []] = entries(node.content);
    return {
      name,
      in: place,
      required: node.required === true,
      style: media ? 'content' : style,
      explode: typeof node.explode === 'boolean' ? node.explode : style === 'form',
      ...(mediaType === undefined ? {} : { mediaType }),
      schema: schema(node.schema ?? media?.schema ?? {}, direction),
      examples: [...examples(node), ...(media ? examples(media) : [])],
      source: sourceOf(node),
    };
  }

  function headers(node: Node): HeaderField[] {
    return (
      entries(node.headers)
        // OpenAPI gives this one no meaning: the media types say it
        .filter(([name]) => name.toLowerCase() !== 'content-type')
        .map(([name, header]) => {
          const read = {
            ...written(name, 'header', header, 'answer'),
            ...('content' in header ? {} : { style: 'simple' }),
          };
          return { name, required: read.required, parameter: read, source: read.source };
        })
    );
  }

  function parameters(
    item: Node,
    operation: Node,
    needed: readonly (readonly SecurityScheme[])[],
  ): Parameter[] {
    const found = new Map<string, Parameter>();
    for (const node of [...objects(item.parameters), ...objects(operation.parameters)]) {
      const read = parameter(node);
      if (!read) continue;
      // OpenAPI gives these three header parameters no meaning: media types and security schemes say it
      if (read.in === 'header' && /^(accept|content-type|authorization)$/i.test(read.name))
        continue;
      // an API key that is described as a parameter too is one and the same
      if (
        needed
          .flat()
          .some(
            (scheme) =>
              scheme.type === 'apiKey' &&
              scheme.in === read.in &&
              scheme.parameter?.toLowerCase() === read.name.toLowerCase(),
          )
      )
        continue;
      found.set(`${read.in} ${read.name}`, read);
    }
    return [...found.values()];
  }

  function responses(operation: Node): Response[] {
    return entries(operation.responses)
      .filter(([status]) => /^([1-5](\d\d|XX)|default)$/.test(status))
      .map(([status, node]) => ({
        status,
        headers: headers(node),
        content: content(node, 'answer'),
        source: sourceOf(node),
      }));
  }

  function security(operation: Node): SecurityScheme[][] {
    const alternatives = operation.security ?? root.security ?? [];
    const schemes = nodeOf(nodeOf(root.components).securitySchemes);
    return objects(alternatives).map((alternative) =>
      Object.keys(alternative).flatMap((name) => {
        const scheme = deref(schemes[name]);
        if (isObject(scheme)) return [securityScheme(name, scheme)];
        odd(operation, `the security scheme "${name}" is not among components.securitySchemes.`);
        return [];
      }),
    );
  }

  function securityScheme(name: string, node: Node): SecurityScheme {
    return {
      name,
      type: String(node.type),
      ...(typeof node.scheme === 'string' ? { scheme: node.scheme.toLowerCase() } : {}),
      ...(typeof node.in === 'string' ? { in: node.in as 'query' | 'header' | 'cookie' } : {}),
      ...(typeof node.name === 'string' ? { parameter: node.name } : {}),
      source: sourceOf(node),
    };
  }

  function refusals(operation: Node, documented: readonly Response[]): Map<string, Refusal> {
    return new Map(
      entries(operation['x-refusals']).map(([kind, node]) => {
        const response = documented.find(({ status }) => status === String(node.response));
        if (!response) {
          fail(
            node,
            `x-refusals.${kind} names the response ${JSON.stringify(node.response)}, which the operation does not document.`,
          );
        }
        const status = Number(node.status ?? response.status);
        if (!Number.isInteger(status)) {
          fail(
            node,
            `x-refusals.${kind} needs a "status", because its response is ${response.status}.`,
          );
        }
        // a text alone is for every keyword
        const says = new Map(
          Object.entries(nodeOf(node.says)).map(([place, text]) => [
            place,
            isObject(text) ? (text as { [keyword: string]: string }) : { default: String(text) },
          ]),
        );
        return [
          kind,
          {
            status,
            response,
            example: String(node.example),
            ...(says.size > 0 ? { says } : {}),
          },
        ];
      }),
    );
  }

  /** An Example Object, or a reference to one: an `example` holds data elsewhere, so that its `$ref` is left as written. */
  function exampleObject(node: unknown): Node {
    const reference = nodeOf(node).$ref;
    return nodeOf(
      typeof reference === 'string'
        ? deref(valueAt(root, decodeURIComponent(reference.replace(/^#/, ''))))
        : node,
    );
  }

  function requestBody(node: unknown): RequestBody | undefined {
    const body = deref(node);
    return isObject(body)
      ? {
          required: body.required === true,
          content: content(body, 'request'),
          source: sourceOf(body),
        }
      : undefined;
  }

  return {
    operation(
      api: string,
      id: string,
      path: string,
      method: string,
      node: Node,
      item: Node,
      others: readonly string[],
    ): Operation {
      const documented = responses(node);
      const body = requestBody(node.requestBody);
      const needed = security(node);
      return {
        api,
        id,
        method: method.toUpperCase(),
        path,
        summary: String(node.summary ?? ''),
        deprecated: node.deprecated === true,
        parameters: parameters(item, node, needed),
        ...(body ? { requestBody: body } : {}),
        responses: documented,
        security: needed,
        refusals: refusals(node, documented),
        otherMethods: others,
        evidence: evidenceOf(node['x-source']),
        source: sourceOf(node),
      };
    },
    pathsRefusals(paths: Node): Map<string, PathsRefusal> {
      return new Map(
        entries(paths['x-refusals']).map(([kind, node]) => [
          kind,
          {
            status: Number(node.status),
            mediaType: String(node.mediaType ?? 'application/json'),
            value: exampleObject(node.example).value as PathsRefusal['value'],
          },
        ]),
      );
    },
  };
}

/** The `x-source` at a place or nearest above it. */
function evidenceAbove(documents: Documents, source: Source): string {
  const file = [...documents.byUri.values()].find(
    (content) => isObject(content) && documents.sourceOf(content).file === source.file,
  );
  for (let tokens = tokensOf(source.pointer); ; tokens = tokens.slice(0, -1)) {
    const node = valueAt(file, pointerOf(tokens));
    const evidence = isObject(node) ? evidenceOf(node['x-source']) : '';
    if (evidence !== '' || tokens.length === 0) return evidence;
  }
}

function evidenceOf(written: unknown): string {
  return (Array.isArray(written) ? written : [written])
    .filter(isObject)
    .map(({ strength, document }) => `${String(strength)} (${String(document)})`)
    .join(', ');
}

const textsOf = (value: unknown): Map<string, string> =>
  new Map(Object.entries(nodeOf(value)).map(([name, text]) => [name, String(text)]));
const nodeOf = (value: unknown): Node => (isObject(value) ? value : {});
