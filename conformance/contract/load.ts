import { isJson } from '../media-type.ts';
import type { Contract, MediaType, NamedExample, Operation, Parameter, PathsRefusal, Refusal, RequestBody, Response, Schema, SecurityScheme, Source } from '../model.ts';
import { isObject, tokensOf, pointerOf, valueAt } from '../pointer.ts';
import { UserError } from '../user-error.ts';
import { readDocuments, type Documents } from './documents.ts';
import { schemaReader } from './schema.ts';

type Node = { readonly [member: string]: unknown };
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * Reads an OpenAPI 3.1 description, with the files it refers to, into the contract model.
 * Nothing after this reads YAML. Throws a `UserError` that names file and line for what can't be read.
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function loadContract(api: string, file: string): Contract {
  const documents = readDocuments(file);
  const version = documents.root['openapi'];
  if (typeof version !== 'string' || !version.startsWith('3.1.')) {
    const found = version === undefined ? 'it has no "openapi" member' : `"openapi" is ${JSON.stringify(version)}`;
    throw new UserError(`${documents.file}:${documents.line({ file: documents.file, pointer: '/openapi' })}: this is no OpenAPI 3.1 description: ${found}.`);
  }
  const reader = reading(documents);
  const paths = nodeOf(documents.root['paths']);
  const operations: Operation[] = [];
  const unsupported: { source: Source; reason: string }[] = [];
  for (const [path, written] of Object.entries(paths)) {
    if (!path.startsWith('/')) continue;
    const item = nodeOf(documents.deref(written));
    for (const method of methods) {
      const node = item[method];
      if (!isObject(node)) continue;
      const operation = reader.operation(api, path, method, node, item);
      const reason = unsupportedIn(operation);
      if (reason) unsupported.push({ source: operation.source, reason: `${operation.id}: ${reason}` });
      else operations.push(operation);
    }
  }
  if (operations.length === 0 && unsupported.length === 0) throw new UserError(`${documents.file}: this description has no operation.`);
  return {
    api,
    title: String(valueAt(documents.root, '/info/title') ?? api),
    file: documents.file,
    document: { root: documents.root, deref: documents.deref },
    operations,
    pathsRefusals: reader.pathsRefusals(paths),
    unsupported,
    line: documents.line,
    evidence: (source) => evidenceAbove(documents, source),
  };
}

/** What the runner can't send or read yet; an operation that needs it is reported as skipped. */
function unsupportedIn(operation: Operation): string | undefined {
  const styles: { [place in Parameter['in']]: string } = { path: 'simple', query: 'form', header: 'simple', cookie: 'form' };
  const parameter = operation.parameters.find((candidate) => candidate.style !== styles[candidate.in]);
  if (parameter) return `the ${parameter.in} parameter ${parameter.name} has style ${parameter.style}, which is not supported yet`;
  const schemes = operation.security.map((needed) => needed.find((scheme) => !isSupported(scheme)));
  if (schemes.length > 0 && schemes.every((scheme) => scheme !== undefined)) {
    return `its security scheme ${schemes[0]!.name} is of a kind that is not supported yet (${schemes[0]!.scheme ?? schemes[0]!.type})`;
  }
  const content = operation.requestBody?.content ?? [];
  if (operation.requestBody?.required && !content.some(({ name }) => isJson(name))) {
    return `its request body is ${content.map(({ name }) => name).join(', ')}; only JSON is supported yet`;
  }
  return undefined;
}

const isSupported = ({ type, scheme = '' }: SecurityScheme): boolean =>
  ['apiKey', 'oauth2', 'openIdConnect'].includes(type) || (type === 'http' && ['basic', 'bearer'].includes(scheme));

function reading(documents: Documents) {
  const { deref, sourceOf, root } = documents;
  const schemaOf = schemaReader(documents);
  const cached = new Map<unknown, Schema>();
  const schema = (node: unknown): Schema => {
    const known = cached.get(node) ?? schemaOf(node);
    cached.set(node, known);
    return known;
  };
  function fail(node: Node, message: string): never {
    const at = sourceOf(node);
    throw new UserError(`${at.file}:${documents.line(at)}: ${message}`);
  }
  const objects = (value: unknown): Node[] => (Array.isArray(value) ? value.map(deref).filter(isObject) : []);
  const entries = (value: unknown): [string, Node][] => (isObject(value) ? Object.entries(value).map(([name, node]) => [name, nodeOf(deref(node))]) : []);

  function examples(node: Node): NamedExample[] {
    const named = entries(node['examples']).flatMap(([name, example]): NamedExample[] =>
      'value' in example ? [{ name, value: example['value'] as NamedExample['value'], source: sourceOf(example) }] : [],
    );
    if (named.length > 0 || !('example' in node)) return named;
    return [{ name: 'example', value: node['example'] as NamedExample['value'], source: sourceOf(node) }];
  }

  function content(node: Node): MediaType[] {
    return entries(node['content']).map(([name, mediaType]) => ({
      name,
      ...(mediaType['schema'] === undefined ? {} : { schema: schema(mediaType['schema']) }),
      examples: examples(mediaType),
      echo: new Map(Object.entries(nodeOf(mediaType['x-echo'])).map(([pointer, expression]) => [pointer, String(expression)])),
      source: sourceOf(mediaType),
    }));
  }

  function parameter(node: Node): Parameter {
    const place = node['in'] as Parameter['in'];
    if (!['path', 'query', 'header', 'cookie'].includes(place) || typeof node['name'] !== 'string') {
      fail(node, `this parameter needs a "name", and an "in" that is path, query, header or cookie.`);
    }
    const style = typeof node['style'] === 'string' ? node['style'] : place === 'query' || place === 'cookie' ? 'form' : 'simple';
    const [[, mediaType] = []] = entries(node['content']);
    return {
      name: String(node['name']),
      in: place,
      required: node['required'] === true,
      style: mediaType ? 'content' : style,
      explode: typeof node['explode'] === 'boolean' ? node['explode'] : style === 'form',
      schema: schema(node['schema'] ?? mediaType?.['schema'] ?? {}),
      examples: examples(node),
      source: sourceOf(node),
    };
  }

  function parameters(item: Node, operation: Node, needed: readonly (readonly SecurityScheme[])[]): Parameter[] {
    const found = new Map<string, Parameter>();
    for (const node of [...objects(item['parameters']), ...objects(operation['parameters'])]) {
      const read = parameter(node);
      // OpenAPI gives these three header parameters no meaning: media types and security schemes say it
      if (read.in === 'header' && /^(accept|content-type|authorization)$/i.test(read.name)) continue;
      // an API key that is described as a parameter too is one and the same
      if (needed.flat().some((scheme) => scheme.type === 'apiKey' && scheme.in === read.in && scheme.parameter?.toLowerCase() === read.name.toLowerCase())) continue;
      found.set(`${read.in} ${read.name}`, read);
    }
    return [...found.values()];
  }

  function responses(operation: Node): Response[] {
    return entries(operation['responses'])
      .filter(([status]) => /^([1-5](\d\d|XX)|default)$/.test(status))
      .map(([status, node]) => ({ status, content: content(node), source: sourceOf(node) }));
  }

  function security(operation: Node): SecurityScheme[][] {
    const alternatives = operation['security'] ?? root['security'] ?? [];
    const schemes = nodeOf(nodeOf(root['components'])['securitySchemes']);
    return objects(alternatives).map((alternative) =>
      Object.keys(alternative).map((name) => {
        const scheme = deref(schemes[name]);
        if (!isObject(scheme)) {
          fail(operation, `the security scheme "${name}" is not among components.securitySchemes.`);
        }
        return securityScheme(name, scheme);
      }),
    );
  }

  function securityScheme(name: string, node: Node): SecurityScheme {
    return {
      name,
      type: String(node['type']),
      ...(typeof node['scheme'] === 'string' ? { scheme: node['scheme'].toLowerCase() } : {}),
      ...(typeof node['in'] === 'string' ? { in: node['in'] as 'query' | 'header' | 'cookie' } : {}),
      ...(typeof node['name'] === 'string' ? { parameter: node['name'] } : {}),
      source: sourceOf(node),
    };
  }

  function refusals(operation: Node, documented: readonly Response[]): Map<string, Refusal> {
    return new Map(
      entries(operation['x-refusals']).map(([kind, node]) => {
        const response = documented.find(({ status }) => status === String(node['response']));
        if (!response) {
          fail(node, `x-refusals.${kind} names the response ${JSON.stringify(node['response'])}, which the operation does not document.`);
        }
        const status = Number(node['status'] ?? response.status);
        if (!Number.isInteger(status)) {
          fail(node, `x-refusals.${kind} needs a "status", because its response is ${response.status}.`);
        }
        return [kind, { status, response, example: String(node['example']) }];
      }),
    );
  }

  /** An Example Object, or a reference to one: an `example` holds data elsewhere, so that its `$ref` is left as written. */
  function exampleObject(node: unknown): Node {
    const reference = nodeOf(node)['$ref'];
    return nodeOf(typeof reference === 'string' ? deref(valueAt(root, decodeURIComponent(reference.replace(/^#/, '')))) : node);
  }

  function requestBody(node: unknown): RequestBody | undefined {
    const body = deref(node);
    return isObject(body) ? { required: body['required'] === true, content: content(body), source: sourceOf(body) } : undefined;
  }

  return {
    operation(api: string, path: string, method: string, node: Node, item: Node): Operation {
      const documented = responses(node);
      const body = requestBody(node['requestBody']);
      const needed = security(node);
      return {
        api,
        id: typeof node['operationId'] === 'string' ? node['operationId'] : `${method}${path}`,
        method: method.toUpperCase(),
        path,
        summary: String(node['summary'] ?? ''),
        deprecated: node['deprecated'] === true,
        parameters: parameters(item, node, needed),
        ...(body ? { requestBody: body } : {}),
        responses: documented,
        security: needed,
        refusals: refusals(node, documented),
        evidence: evidenceOf(node['x-source']),
        source: sourceOf(node),
      };
    },
    pathsRefusals(paths: Node): Map<string, PathsRefusal> {
      return new Map(
        entries(paths['x-refusals']).map(([kind, node]) => [
          kind,
          {
            status: Number(node['status']),
            mediaType: String(node['mediaType'] ?? 'application/json'),
            value: exampleObject(node['example'])['value'] as PathsRefusal['value'],
          },
        ]),
      );
    },
  };
}

/** The `x-source` at a place or nearest above it. */
function evidenceAbove(documents: Documents, source: Source): string {
  const file = [...documents.byUri.values()].find((content) => isObject(content) && documents.sourceOf(content).file === source.file);
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

const nodeOf = (value: unknown): Node => (isObject(value) ? value : {});
