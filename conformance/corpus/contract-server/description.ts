import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject } from '../implementation/rules.ts';
import { inliner, type Node, type SchemaNode } from './inline.ts';

/** A parameter, or a response header field with `in: header`. */
export type ParameterSpec = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  readonly allowsEmpty?: boolean;
  /** Whether `content` makes the value JSON. */
  readonly isJson: boolean;
  readonly schema: SchemaNode;
  readonly example?: unknown;
};

/** What a server remembers of an exchange, by runtime expressions, and recalls in its responses. */
export type MemorySpec = {
  readonly of: string;
  readonly key: string;
  readonly keeps: readonly (readonly [name: string, expression: string])[];
  readonly recalls: readonly (readonly [place: string, name: string])[];
};

/** A media type of a body, with its examples by name. */
export type ContentSpec = {
  readonly mediaType: string;
  readonly schema: SchemaNode;
  readonly examples: ReadonlyMap<string, unknown>;
  readonly encoding: Node;
  /** Locations in the response, and the runtime expression of the value of each. */
  readonly echo: readonly (readonly [place: string, expression: string])[];
  readonly memory?: MemorySpec;
};

/** A documented response. */
export type ResponseSpec = {
  /** As documented: `200`, `4XX`, `default`. */
  readonly status: string;
  readonly headers: readonly ParameterSpec[];
  readonly content: readonly ContentSpec[];
};

/** A documented refusal. */
export type RefusalSpec = {
  readonly status: number;
  readonly response: ResponseSpec;
  readonly example: string;
};

/** A security scheme. */
export type SchemeSpec = {
  readonly id: string;
  readonly type: string;
  readonly scheme: string;
  readonly in: string;
  readonly name: string;
};

/** An operation without references. */
export type OperationSpec = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly ParameterSpec[];
  readonly body?: { readonly required: boolean; readonly content: readonly ContentSpec[] };
  readonly responses: readonly ResponseSpec[];
  readonly refusals: ReadonlyMap<string, RefusalSpec>;
  readonly security: readonly (readonly SchemeSpec[])[];
};

/** A description without references. */
export type DescriptionSpec = {
  readonly operations: readonly OperationSpec[];
  /** The refusals of requests to no operation: `notFound` and `methodNotAllowed`. */
  readonly elsewhere: ReadonlyMap<string, { readonly status: number; readonly value: unknown }>;
};

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The helpers that read the parts of a description. */
type Reader = {
  readonly root: Node;
  readonly deref: (node: unknown) => Node;
  readonly inline: (schema: unknown) => SchemaNode;
  /** The members of a map, without references. */
  readonly entries: (value: unknown) => (readonly [name: string, node: Node])[];
  readonly schemes: ReadonlyMap<string, Node>;
};

/** Reads a description in one file. */
export function readDescription(file: string): DescriptionSpec {
  const root = nodeOf(parse(readFileSync(file, 'utf8'), { merge: true, maxAliasCount: -1 }));
  const { deref, inline } = inliner(root);
  const entries = (value: unknown) =>
    Object.entries(nodeOf(value)).map(([name, node]) => [name, deref(node)] as const);
  const schemes = new Map(entries(nodeOf(root.components).securitySchemes));
  const reader: Reader = { root, deref, inline, entries, schemes };
  const items = entries(root.paths).filter(([path]) => path.startsWith('/'));
  return {
    operations: items.flatMap(([path, item]) =>
      methods.flatMap((method) =>
        isObject(item[method]) ? [operationOf(reader, { path, item, method })] : [],
      ),
    ),
    elsewhere: new Map(
      entries(nodeOf(root.paths)['x-refusals']).map(([kind, refusal]) => [
        kind,
        { status: Number(refusal.status), value: deref(refusal.example).value },
      ]),
    ),
  };
}

const schemeOf = (id: string, node: Node): SchemeSpec => ({
  id,
  type: String(node.type),
  scheme: String(node.scheme ?? '').toLowerCase(),
  in: String(node.in ?? ''),
  name: String(node.name ?? ''),
});

const nodeOf = (value: unknown): Node => (isObject(value) ? value : {});

function examplesOf({ entries }: Reader, node: Node): Map<string, unknown> {
  return new Map(
    'example' in node
      ? [['example', node.example]]
      : entries(node.examples).map(([name, example]) => [name, example.value]),
  );
}

function parameterOf(reader: Reader, node: Node): ParameterSpec {
  const { entries, inline } = reader;
  const place = String(node.in) as ParameterSpec['in'];
  const style = String(node.style ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple'));
  const [[, media] = []] = entries(node.content);
  const [example] = [...examplesOf(reader, media ?? node).values()];
  return {
    name: String(node.name),
    in: place,
    required: node.required === true,
    style,
    explode: typeof node.explode === 'boolean' ? node.explode : style === 'form',
    ...(place === 'query' && { allowsEmpty: node.allowEmptyValue === true }),
    isJson: media !== undefined,
    schema: inline((media ?? node).schema ?? true),
    ...(example === undefined ? {} : { example }),
  };
}

function contentOf(reader: Reader, node: Node): ContentSpec[] {
  const { entries, inline } = reader;
  return entries(node.content).map(([mediaType, media]) => ({
    mediaType,
    schema: inline(media.schema ?? true),
    examples: examplesOf(reader, media),
    encoding: nodeOf(media.encoding),
    echo: textsOf(media['x-echo']),
    ...(isObject(media['x-memory']) ? { memory: memoryOf(media['x-memory']) } : {}),
  }));
}

const textsOf = (node: unknown) =>
  Object.entries(nodeOf(node)).map(([name, text]) => [name, String(text)] as const);

const memoryOf = (node: Node): MemorySpec => ({
  of: String(node.of),
  key: String(node.key),
  keeps: textsOf(node.keeps),
  recalls: textsOf(node.recalls),
});

function operationOf(
  reader: Reader,
  { path, item, method }: { readonly path: string; readonly item: Node; readonly method: string },
): OperationSpec {
  const { root, deref, entries, schemes } = reader;
  const node = nodeOf(item[method]);
  const shared = [item.parameters, node.parameters].flatMap((list) =>
    Array.isArray(list) ? list.map(deref) : [],
  );
  const body = node.requestBody === undefined ? undefined : deref(node.requestBody);
  const responses = entries(node.responses).map(
    ([status, response]): ResponseSpec => ({
      status,
      headers: entries(response.headers).map(([name, header]) =>
        parameterOf(reader, { ...header, name, in: 'header' }),
      ),
      content: contentOf(reader, response),
    }),
  );
  const refusals = refusalsOf(entries(node['x-refusals']), responses);
  const security = (node.security ?? root.security ?? []) as readonly Node[];
  return {
    id: String(node.operationId),
    method: method.toUpperCase(),
    path,
    parameters: shared.map((parameter) => parameterOf(reader, parameter)),
    ...(body
      ? { body: { required: body.required === true, content: contentOf(reader, body) } }
      : {}),
    responses,
    refusals,
    security: security.map((needed) =>
      Object.keys(needed).map((id) => schemeOf(id, schemes.get(id) ?? {})),
    ),
  };
}

/** The documented refusals by kind, except those that name a missing response. */
function refusalsOf(
  written: readonly (readonly [kind: string, refusal: Node])[],
  responses: readonly ResponseSpec[],
): ReadonlyMap<string, RefusalSpec> {
  const refusals = new Map<string, RefusalSpec>();
  for (const [kind, { response: name, example, status }] of written) {
    const response = responses.find((candidate) => candidate.status === String(name));
    if (!response) continue;
    refusals.set(kind, {
      response,
      example: String(example),
      status: Number(status ?? response.status),
    });
  }
  return refusals;
}
