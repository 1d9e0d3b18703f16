import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nodeOf } from '../../../conformance/core/contract/context.ts';
import type { Documents } from '../../../conformance/core/contract/documents.ts';
import { readContract } from '../../../conformance/core/contract/load.ts';
import { leadsBack } from '../../../conformance/core/contract/references.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import type { NamedApi } from '../../../conformance/core/contract/named-contracts.ts';
import { readPaths } from '../../../conformance/core/contract/paths.ts';
import { isObject, type Node } from '../../../conformance/core/pointer.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { absolutePath } from '../../../conformance/core/user-path.ts';
import { fileNames } from './file-names.ts';
import { readCalls } from './calls.ts';
import type { Guide, OperationReference, Reference, TagReference } from './model.ts';
import { namedSchemas } from './named-schemas.ts';

/** Reads one API. Throws a `UserError` for a description that can't be used. */
export function readReference({ api, file, overlays }: NamedApi): Reference {
  const contract = readContract(api, file, overlays);
  const { documents } = contract.document;
  const circular = [...documents.broken.values()].find(({ reason }) => reason === leadsBack);
  // other broken references are told where the files are bundled
  if (circular) throw new UserError(`${documents.at(circular.source)}: ${circular.reason}`);
  const info = nodeOf(documents.root.info);
  const operations = readOperations(contract);
  const calls = readCalls(api, documents, operations);
  const schemas = namedSchemas(api, documents, [...operations, ...calls]);
  if (operations.length + calls.length + schemas.all.length === 0)
    throw new UserError(
      `${documents.file}: this description has no operation, webhook or schema, so that there is nothing to show.`,
    );
  const own = beside(absolutePath(file));
  return {
    api,
    title: contract.title,
    version: String(info.version ?? ''),
    info,
    contract,
    documents,
    operations,
    calls,
    tags: readTags(api, documents, operations),
    schemas,
    ...evidenceIn(contract, own.notes ?? ''),
    ...own,
  };
}

function readOperations(contract: Contract): OperationReference[] {
  const { documents } = contract.document;
  const known = new Map(
    [...contract.operations, ...contract.unmade].map((operation) => [operation.id, operation]),
  );
  const nodes = readPaths(documents).nodes;
  const names = fileNames(nodes.map(({ id }) => id));
  return nodes.map(({ id, method, path, node, item }): OperationReference => {
    const tags = [node.tags].flat().filter((tag) => typeof tag === 'string');
    const operation = known.get(id);
    return {
      id,
      method: method.toUpperCase(),
      path,
      title:
        typeof node.summary === 'string' && node.summary.trim() !== ''
          ? node.summary
          : nameOf(id, method, path),
      node,
      item,
      isDeprecated: node.deprecated === true,
      tags,
      page: `${contract.api}/operations/${names.get(id)!}`,
      ...(operation && { operation }),
    };
  });
}

/** What has no name of its own is called by its method and path. */
const nameOf = (id: string, method: string, path: string): string =>
  id === `${method}${path}` ? `${method.toUpperCase()} ${path}` : id;

/** Every tag that an operation has, those of the description first; `''` is for operations without one. */
function readTags(
  api: string,
  documents: Documents,
  operations: readonly OperationReference[],
): TagReference[] {
  const described = tagNodes(documents);
  const names = new Set(described.map(({ name }) => String(name)));
  for (const { tags } of operations) for (const tag of tags) names.add(tag);
  if (operations.some(({ tags }) => tags.length === 0)) names.add('');
  const files = fileNames([...names].map((name) => name || 'other'));
  return [...names].flatMap((name): TagReference[] => {
    const own = operations.filter(({ tags }) => (tags[0] ?? '') === name);
    const all = name === '' ? own : operations.filter(({ tags }) => tags.includes(name));
    const node = described.find((each) => each.name === name);
    return all.length === 0
      ? []
      : [
          {
            name,
            title: typeof node?.summary === 'string' ? node.summary : name,
            ...(typeof node?.description === 'string' && { description: node.description }),
            page: `${api}/tags/${files.get(name || 'other')!}`,
            operations: own,
            all,
          },
        ];
  });
}

/** The Tag Objects of a description. */
export const tagNodes = ({ root, deref }: Documents): readonly Node[] =>
  [root.tags].flat().map(deref).filter(isObject);

/** What stands beside a description: in a folder of its own only, because another one has other files. */
function beside(file: string): Pick<Reference, 'notes' | 'guides'> {
  if (!/^openapi\.(?:ya?ml|json)$/i.test(basename(file))) return { guides: [] };
  const notes = join(dirname(file), 'README.md');
  const folder = join(dirname(file), 'guides');
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.md'))
    : [];
  const guides = names.sort().map((name): Guide => {
    const text = readFileSync(join(folder, name), 'utf8');
    const title = /^# +(.+)$/m.exec(text)?.[1]?.trim();
    return { name: name.slice(0, -3), title: title ?? name.slice(0, -3), text };
  });
  return { guides, ...(existsSync(notes) && { notes: readFileSync(notes, 'utf8') }) };
}

/** Whether there is evidence, and which sources the notes explain: those in the first cell of a row. */
function evidenceIn(
  { operations }: Contract,
  notes: string,
): Pick<Reference, 'hasEvidence' | 'sources'> {
  const explained = [...notes.matchAll(/^\| *`([^`]+)` *\|/gm)].map(([, name]) => name!);
  return {
    hasEvidence: operations.some(({ evidence }) => evidence !== ''),
    sources: new Set(explained),
  };
}
