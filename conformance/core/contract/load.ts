import { quoted } from '../curl/shell.ts';
import { valueAt, type Node } from '../pointer.ts';
import { schemaReader } from '../schema/schema.ts';
import { UserError } from '../user-error.ts';
import { nodeOf, type ReadContext } from './context.ts';
import type { BrokenReference } from './document-index.ts';
import { readDocuments, type Documents } from './documents.ts';
import { evidenceAbove, strengthAbove } from './evidence.ts';
import { readPathsRefusals } from './extensions.ts';
import type { Contract, Operation } from './model.ts';
import { readOperation, type OperationObject } from './operation.ts';
import { otherMethods, readPaths, type OperationNode } from './paths.ts';
import { unsupportedIn, untestedIn } from './supported.ts';

/**
 * Reads an OpenAPI description, with the files it refers to, into the contract model. Throws a
 * `UserError` with file and line if it can't be read; `unsupported` lists what can't be tested.
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function loadContract(api: string, file: string): Contract {
  const documents = readDocuments(file);
  requireSupportedVersion(documents);
  const context = contextOf(documents);
  const { nodes, unsupported: unsupportedPaths } = readPaths(documents);
  const operations: Operation[] = [];
  const unsupported = [...unsupportedPaths];
  const othersOf = otherMethods(nodes);
  const testedPaths = new Set<string>();
  for (const entry of nodes) {
    const { operation, untested } = readTestable(entry, documents, context);
    if (operation) {
      const others = testedPaths.has(entry.path) ? [] : othersOf(entry.path);
      operations.push({ api, ...operation, otherMethods: others });
      testedPaths.add(entry.path);
    }
    for (const { source, reason } of untested)
      unsupported.push({ source, reason: `${entry.id}: ${reason}` });
  }
  if (operations.length === 0 && unsupported.length === 0)
    throw new UserError(`${documents.file}: this description has no operation.`);
  return {
    api,
    title: String(valueAt(documents.root, '/info/title') ?? api),
    file: documents.file,
    document: { root: documents.root, deref: documents.deref, files: documents.files },
    operations,
    pathsRefusals: readPathsRefusals(nodeOf(documents.root.paths), context),
    unsupported,
    line: documents.line,
    place: documents.place,
    at: documents.at,
    evidence: (source) => evidenceAbove(documents, source),
    strengthOf: context.strengthOf,
  };
}

/** @see https://spec.openapis.org/oas/v3.1.1.html#versions */
function requireSupportedVersion({ root, file, line }: Documents): void {
  const { openapi, swagger } = root;
  if (typeof openapi === 'string' && /^3\.[012]\./.test(openapi)) return;
  const lineOf = (pointer: string) => `${file}:${line({ file, pointer })}`;
  if ('swagger' in root)
    throw new UserError(
      `${lineOf('/swagger')}: this is a Swagger ${String(swagger)} description, which is not read. This makes an OpenAPI description of it: npx @scalar/cli document upgrade ${quoted(file)} --output openapi.yaml`,
    );
  const found =
    openapi === undefined
      ? 'it has no "openapi" member'
      : `"openapi" is ${JSON.stringify(openapi)}`;
  throw new UserError(
    `${lineOf('/openapi')}: this is no OpenAPI 3.0, 3.1 or 3.2 description: ${found}.`,
  );
}

/** The part of the context that all operations share. */
function contextOf(documents: Documents): Omit<ReadContext, 'warn'> {
  return {
    root: documents.root,
    deref: documents.deref,
    sourceOf: documents.sourceOf,
    schema: schemaReader(documents),
    strengthOf: (source) => strengthAbove(documents, source),
    fail(node: Node, message: string): never {
      const source = documents.sourceOf(node);
      throw new UserError(`${documents.at(source)}: ${message}`);
    },
  };
}

/** Reads an operation, and lists what of it can't be tested: all of it without `operation`. */
function readTestable(
  entry: OperationNode,
  documents: Documents,
  context: Omit<ReadContext, 'warn'>,
): { readonly operation?: OperationObject; readonly untested: Contract['unsupported'] } {
  const broken = firstBroken([entry.node, entry.item.parameters], documents);
  if (broken) return { untested: [broken] };
  const warnings: Contract['unsupported'][number][] = [];
  const operation = readOperation(entry, {
    ...context,
    warn: (node, reason) => warnings.push({ source: documents.sourceOf(node), reason }),
  });
  const reason = unsupportedIn(operation);
  if (reason !== undefined) warnings.push({ source: operation.source, reason });
  return warnings.length > 0
    ? { untested: warnings }
    : { operation, untested: untestedIn(operation) };
}

/** The first broken `$ref` in some nodes and in all that they refer to. */
function firstBroken(
  nodes: readonly unknown[],
  { broken, target }: Documents,
): BrokenReference | undefined {
  if (broken.size === 0) return undefined;
  const seen = new Set<unknown>();
  const left = [...nodes];
  while (left.length > 0) {
    const node = left.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    const { $ref } = node as { $ref?: unknown };
    if (typeof $ref === 'string') {
      const found = broken.get($ref);
      if (found) return found;
      if ($ref.startsWith('contract:')) left.push(target($ref));
    }
    // extensions hold data, which may look like a reference
    const members = Object.entries(node).filter(([name]) => !name.startsWith('x-'));
    for (const [, value] of members) left.push(value);
  }
  return undefined;
}
