import { nodeOf, objectsOf } from '../../../conformance/core/contract/context.ts';
import { isObject, pointerOf, tokensOf } from '../../../conformance/core/pointer.ts';
import type { Finding } from '../../../conformance/report/report.ts';
import { placeOf } from '../../../conformance/report/reporters/finding.ts';
import type { Block, Field } from '../content/block.ts';
import type { Target } from '../content/inline.ts';
import type { OperationReference, Reference } from '../reference/model.ts';
import { fieldId, schemaFields } from '../schema/fields.ts';
import type { Say } from '../words/words.ts';

type Around = {
  readonly operation: OperationReference;
  readonly reference: Reference;
  readonly say: Say;
  /** The blocks of the operation that hold its parts. */
  readonly blocks: readonly Block[];
};

/** A place of the description and the anchor of what is there. */
type Root = { readonly file: string; readonly pointer: string; readonly to: Target };

/**
 * Where the site tells the broken rule of a finding: the field of the operation, else of the schema that has a page,
 * else the section.
 */
export function ruleTarget(finding: Finding, around: Around): Target | undefined {
  const file = fileIn(placeOf(finding.source).file, around.reference);
  const tokens = tokensOf(finding.pointer);
  for (let length = tokens.length; file !== undefined && length >= 0; length -= 1) {
    const pointer = pointerOf(tokens.slice(0, length));
    const root = rootsOf(around).find((each) => each.file === file && each.pointer === pointer);
    if (root) return fieldBelow(root.to, tokens.slice(length), around);
  }
  return undefined;
}

/**
 * The file of the description that a report means. It may have been made in another folder: then the name tells, and
 * of several files of one name that of the folder.
 */
function fileIn(named: string, { documents }: Reference): string | undefined {
  const known = (file: string) => documents.contentOf(file) !== undefined;
  if (known(named)) return named;
  const tail = (path: string, length: number) => path.split('/').slice(-length).join('/');
  const alike = documents.files.filter((path) => tail(path, 1) === tail(named, 1));
  const meant =
    alike.length === 1 ? alike[0] : alike.find((path) => tail(path, 2) === tail(named, 2));
  return meant && [meant, ...suffixesOf(meant)].find(known);
}

/** A path is shown from the working directory, or whole. */
const suffixesOf = (path: string): readonly string[] =>
  path.split('/').map((_, index, parts) => parts.slice(index).join('/'));

function rootsOf({ operation, reference }: Around): readonly Root[] {
  const { documents, schemas } = reference;
  const { node, item, page } = operation;
  const root = (at: unknown, to: Target): Root[] =>
    isObject(at) ? [{ ...documents.sourceOf(at), to }] : [];
  const own = (anchor: string): Target => ({ page, anchor });
  const contents = (content: unknown, id: string): Root[] =>
    Object.values(nodeOf(content)).flatMap((written, index) => {
      const media = nodeOf(documents.deref(written));
      const anchor = index === 0 ? id : `${id}-${index + 1}`;
      return [
        ...root(media.schema, own(anchor)),
        ...root(documents.deref(media.schema), own(anchor)),
        ...root(media, own(anchor)),
      ];
    });
  const parameters = [
    ...objectsOf(item.parameters, documents),
    ...objectsOf(node.parameters, documents),
  ].flatMap((each) => root(each, own(`parameter-${String(each.in)}-${String(each.name)}`)));
  const body = nodeOf(documents.deref(node.requestBody));
  const responses = Object.entries(nodeOf(node.responses)).flatMap(([status, written]) => {
    const response = nodeOf(documents.deref(written));
    const id = `response-${status}`;
    const headers = Object.entries(nodeOf(response.headers)).flatMap(([name, header]) =>
      root(documents.deref(header), own(`${id}-header-${name}`)),
    );
    return [...headers, ...contents(response.content, id), ...root(response, own(id))];
  });
  const sections = (['responses', 'security', 'requestBody'] as const).flatMap((key) => {
    const { file, pointer } = documents.sourceOf(node);
    return [{ file, pointer: `${pointer}/${key}`, to: own(sectionOf[key]) }];
  });
  return [
    ...parameters,
    ...contents(body.content, 'request-body'),
    ...root(body, own('request-body')),
    ...responses,
    ...sections,
    ...schemas.all.flatMap((schema) => root(schema.node, { page: schema.page })),
  ];
}

const sectionOf = {
  responses: 'responses',
  security: 'credentials',
  requestBody: 'request-body',
} as const;

/** The deepest field below a target on the way of a pointer, if its page has that field. */
function fieldBelow(to: Target, tokens: readonly string[], around: Around): Target {
  if (!('page' in to)) return to;
  const { reference, operation, say, blocks } = around;
  const schema = reference.schemas.all.find(({ page }) => page === to.page);
  const known = new Set(
    to.page === operation.page
      ? blocks.flatMap(idsIn)
      : fieldIds(schema ? schemaFields(schema.node, '', { reference, say }) : []),
  );
  const names = namesIn(tokens);
  for (let length = names.length; length > 0; length -= 1) {
    const place = [...(to.anchor === undefined ? [] : [to.anchor]), ...names.slice(0, length)];
    const id = fieldId(place.join('.'));
    if (known.has(id)) return { page: to.page, anchor: id };
  }
  return to.anchor !== undefined && !known.has(to.anchor) ? { page: to.page } : to;
}

/** The names of fields on the way of a pointer below a schema; it ends where a page tells no more. */
function namesIn(tokens: readonly string[]): string[] {
  const [first, second, ...rest] = tokens;
  if (first === undefined) return [];
  if (first === 'schema' || first === 'content') {
    const below = first === 'content' ? tokens.slice(2) : tokens.slice(1);
    return namesIn(below);
  }
  if (first === 'items' || first === 'additionalProperties')
    return ['*', ...namesIn(tokens.slice(1))];
  if (second === undefined) return [];
  if (first === 'properties') return [second, ...namesIn(rest)];
  if (first === 'patternProperties') return [`*${second}`, ...namesIn(rest)];
  if (first === 'allOf') return namesIn(rest);
  if (first === 'oneOf' || first === 'anyOf') return [String(Number(second) + 1), ...namesIn(rest)];
  return [];
}

const fieldIds = (fields: readonly Field[]): readonly string[] =>
  fields.flatMap(({ id, fields: nested }) => [id, ...fieldIds(nested)]);

function idsIn(block: Block): readonly string[] {
  if (block.kind === 'fields') return fieldIds(block.fields);
  if (block.kind === 'heading') return [block.id];
  return 'blocks' in block ? block.blocks.flatMap(idsIn) : [];
}
