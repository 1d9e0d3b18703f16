import { valueAt } from '../pointer.ts';
import { schemaReader } from '../schema/schema.ts';
import { UserError } from '../user-error.ts';
import { brokenBelow } from './broken-references.ts';
import { nodeOf, type Node, type ReadContext } from './context.ts';
import { readDocuments, type Documents } from './documents.ts';
import { evidenceAbove, readPathsRefusals } from './extensions.ts';
import type { Contract, Operation } from './model.ts';
import { readOperation, type OperationObject } from './operation.ts';
import { otherMethods } from './other-methods.ts';
import { readPaths, type OperationNode } from './paths.ts';
import { unsupportedIn, untriedIn } from './supported.ts';
import { requireSupportedVersion } from './version.ts';

type Unsupported = Contract['unsupported'][number];

/**
 * Reads an OpenAPI description, with the files it refers to, into the contract model. Nothing after
 * this reads YAML.
 * Throws a `UserError` with file and line if the description as a whole can't be read;
 * `unsupported` lists the
 * operations that can't be tested.
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
    evidence: (source) => evidenceAbove(documents, source),
  };
}

/** The part of the context that all operations share. */
function contextOf(documents: Documents): Omit<ReadContext, 'warn'> {
  return {
    root: documents.root,
    deref: documents.deref,
    sourceOf: documents.sourceOf,
    schema: schemaReader(documents),
    fail(node: Node, message: string): never {
      const source = documents.sourceOf(node);
      throw new UserError(`${source.file}:${documents.line(source)}: ${message}`);
    },
  };
}

/**
 * Reads an operation and lists what of it can't be tested: without `operation`, nothing of it can.
 */
function readTestable(
  entry: OperationNode,
  documents: Documents,
  context: Omit<ReadContext, 'warn'>,
): { readonly operation?: OperationObject; readonly untested: readonly Unsupported[] } {
  const broken = brokenBelow([entry.node, entry.item.parameters], documents);
  if (broken) return { untested: [broken] };
  const warnings: Unsupported[] = [];
  const operation = readOperation(entry, {
    ...context,
    warn: (node, reason) => warnings.push({ source: documents.sourceOf(node), reason }),
  });
  const reason = unsupportedIn(operation);
  if (reason !== undefined) warnings.push({ source: operation.source, reason });
  return warnings.length > 0
    ? { untested: warnings }
    : { operation, untested: untriedIn(operation) };
}
