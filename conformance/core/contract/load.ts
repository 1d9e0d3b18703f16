import { quoted } from '../curl/shell.ts';
import { cached } from '../memoize.ts';
import { valueAt, type Node } from '../pointer.ts';
import { schemaReader } from '../schema/schema.ts';
import { unusableIn } from '../schema/unusable.ts';
import { UserError } from '../user-error.ts';
import { nodeOf, type ReadContext } from './context.ts';
import type { BrokenReference } from './document-index.ts';
import { readDocuments, type Documents } from './documents.ts';
import { evidenceAbove, strengthAbove, type Strength } from './evidence.ts';
import { readPathsRefusals } from './extensions.ts';
import { unjudgedPatterns } from './described-patterns.ts';
import type { Contract, Operation } from './model.ts';
import { readOperation, type OperationObject } from './operation.ts';
import { otherMethods, readPaths, type OperationNode } from './paths.ts';
import { readSecuritySchemes } from './security.ts';
import { unmadeIn, unsupportedIn, untestedIn, withoutUnsupported } from './supported.ts';

/**
 * Reads an OpenAPI description, with the files it refers to, into the contract model. Throws a
 * `UserError` with file and line if it can't be read; `unsupported` lists what can't be tested.
 * @param overlays the paths of overlays that change it first
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function loadContract(
  api: string,
  file: string,
  overlays: readonly string[] = [],
): Contract {
  const contract = readContract(api, file, overlays);
  if (contract.operations.length === 0 && contract.unsupported.length === 0)
    throw new UserError(`${contract.document.documents.file}: this description has no operation.`);
  return contract;
}

/** The same for readers of a description that need no operation. */
export function readContract(
  api: string,
  file: string,
  overlays: readonly string[] = [],
): Contract {
  const documents = readDocuments(file, overlays);
  requireSupportedVersion(documents);
  const { nodes, documented, unsupported: unsupportedPaths, notes: ofPaths } = readPaths(documents);
  const patterns = unjudgedPatterns(documents.patterns);
  const notes = [...ofPaths, ...documents.notes, ...patterns.known];
  // some patterns show only at a text that they can't judge
  const context = contextOf(documents, (pattern) => notes.push(...patterns.found(pattern)));
  const operations: Operation[] = [];
  const unmade: Operation[] = [];
  const unsupported = [...unsupportedPaths];
  const noted: Noted[] = [];
  const othersOf = otherMethods(documented);
  const reading = { documents, context, unusable: unusableIn(documents) };
  const testedPaths = new Set<string>();
  for (const entry of nodes) {
    const { operation, mocked, untested, notes: own } = readTestable(entry, reading);
    noted.push(...own.map((note) => ({ ...note, id: entry.id })));
    if (mocked) unmade.push({ api, ...mocked, otherMethods: [] });
    if (operation) {
      const others = testedPaths.has(entry.path) ? [] : othersOf(entry.path);
      operations.push({ api, ...operation, otherMethods: others });
      testedPaths.add(entry.path);
    }
    for (const { source, reason } of untested)
      unsupported.push({ source, reason: `${entry.id}: ${reason}` });
  }
  notes.push(...notesOf(noted));
  return {
    api,
    title: String(valueAt(documents.root, '/info/title') ?? api),
    file: documents.file,
    document: {
      ...{ root: documents.root, deref: documents.deref, contentOf: documents.contentOf },
      ...{ files: documents.files, overlays, documents },
    },
    operations,
    unmade,
    securitySchemes: readSecuritySchemes(documents.root, documents),
    pathsRefusals: readPathsRefusals(nodeOf(documents.root.paths), context),
    unsupported,
    notes,
    line: documents.line,
    place: documents.place,
    at: documents.at,
    evidence: (source) => evidenceAbove(documents, source),
    strengthOf: context.strengthOf,
  };
}

/**
 * Throws a `UserError` for a document that is no OpenAPI 3 description.
 * @see https://spec.openapis.org/oas/v3.1.1.html#versions
 */
export function requireSupportedVersion({ root, file, line }: Documents): void {
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
function contextOf(
  documents: Documents,
  onUnjudged: (pattern: string) => void,
): Omit<ReadContext, 'warn' | 'note'> {
  return {
    root: documents.root,
    deref: documents.deref,
    sourceOf: documents.sourceOf,
    schema: schemaReader(documents, onUnjudged),
    strengthOf: rememberedStrength(documents),
    fail(node: Node, message: string): never {
      const source = documents.sourceOf(node);
      throw new UserError(`${documents.at(source)}: ${message}`);
    },
  };
}

/** Planning asks for the same rules again and again. */
function rememberedStrength(documents: Documents): ReadContext['strengthOf'] {
  const known = new Map<string, { readonly strength: Strength | undefined }>();
  return (source) =>
    cached(known, JSON.stringify([source.file, source.pointer, source.member]), () => ({
      strength: strengthAbove(documents, source),
    })).strength;
}

type Remark = Contract['notes'][number];
type Noted = Remark & { readonly id: string };

/** The testable part of an operation, and the messages about the rest. */
type Testable = {
  readonly operation?: OperationObject;
  /** One whose requests can be answered, and not made. */
  readonly mocked?: OperationObject;
  readonly untested: readonly Remark[];
  readonly notes: readonly Remark[];
};

/** One note for each place: many operations may refer to it. */
const notesOf = (noted: readonly Noted[]): Remark[] =>
  [...Map.groupBy(noted, ({ source, reason }) => `${source.file} ${source.pointer} ${reason}`)].map(
    ([, same]) => {
      const [{ id, source, reason }] = same as [Noted];
      const others = new Set(same.map((one) => one.id)).size - 1;
      return { source, reason: `${id}${others > 0 ? ` and ${others} more` : ''}: ${reason}` };
    },
  );

/** What reading the operations of a description needs. */
type Reading = {
  readonly documents: Documents;
  readonly context: Omit<ReadContext, 'warn' | 'note'>;
  readonly unusable: ReturnType<typeof unusableIn>;
};

/** Reads an operation, and lists what of it can't be tested: all of it without `operation`. */
function readTestable(entry: OperationNode, { documents, context, unusable }: Reading): Testable {
  const { node, item, method } = entry;
  const broken = entry.broken ?? firstBroken([item[method], node, item.parameters], documents);
  if (broken) return { untested: [broken], notes: [] };
  const warnings: Remark[] = [];
  const notes: Remark[] = [];
  const schemas = new Set<unknown>();
  const operation = readOperation(entry, {
    ...context,
    schema: (schema, direction) => {
      schemas.add(schema);
      return context.schema(schema, direction);
    },
    warn: (at, reason) => warnings.push({ source: documents.sourceOf(at), reason }),
    note: (at, reason) => notes.push({ source: documents.sourceOf(at), reason }),
  });
  for (const schema of schemas) {
    const problem = unusable(schema);
    if (problem) return { untested: [problem], notes };
  }
  const reason = unsupportedIn(operation);
  if (reason !== undefined) warnings.push({ source: operation.source, reason });
  if (warnings.length > 0) return { untested: warnings, notes };
  const usable = withoutUnsupported(operation);
  const unmade = unmadeIn(operation);
  return unmade === undefined
    ? { operation: usable, untested: untestedIn(operation), notes }
    : { mocked: usable, untested: [{ source: operation.source, reason: unmade }], notes };
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
      left.push(target($ref));
    }
    // extensions hold data, which may look like a reference
    const members = Object.entries(node).filter(([name]) => !name.startsWith('x-'));
    for (const [, value] of members) left.push(value);
  }
  return undefined;
}
