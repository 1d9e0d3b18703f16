import {
  sourcesAbove,
  sourcesAt,
  type EvidenceSource,
} from '../../../conformance/core/contract/evidence.ts';
import { nodeOf } from '../../../conformance/core/contract/context.ts';
import { isObject, pointerOf, tokensOf, type Node } from '../../../conformance/core/pointer.ts';
import type { Field } from '../content/block.ts';
import { badge, type Inline } from '../content/inline.ts';
import { appliedSchemas } from './applied.ts';
import type { SchemaContext } from './context.ts';
import { rulesInWords } from './rules.ts';
import { branchesOf, keywordOf, membersOf, shapeOf, typesOf, type Shape } from './shape.ts';
import { typeInline } from './type.ts';

/** What one page has room for: more levels and members are on the pages of the schemas. */
type Room = { readonly levels: number; left: number };
const levelsAtMost = 3;
const fieldsAtMost = 400;

type Place = {
  /** The anchor of what is around, such as `response-200.data`. */
  readonly id: string;
  /** The schemas around it: one that is its own member ends there. */
  readonly around: readonly Node[];
  readonly room: Room;
};

/** Everything inside a schema as a tree. @param id the anchor that those of the fields begin with; may be empty */
export function schemaFields(node: unknown, id: string, context: SchemaContext): readonly Field[] {
  return inside(
    node,
    { id, around: [], room: { levels: levelsAtMost, left: fieldsAtMost } },
    context,
  );
}

/** A field for a schema with a name, such as a parameter. */
export const schemaField = (
  name: string,
  node: unknown,
  options: {
    readonly id: string;
    readonly isRequired?: boolean;
    readonly description?: unknown;
    readonly owner?: Node;
  },
  context: SchemaContext,
): Field =>
  field(
    {
      name,
      node,
      isRequired: options.isRequired,
      owner: options.owner,
      description: options.description,
    },
    { id: options.id, around: [], room: { levels: 1, left: 60 } },
    context,
  );

function inside(node: unknown, place: Place, context: SchemaContext): readonly Field[] {
  const shape = shapeOf(node, context.reference);
  const isAround = shape.nodes.some((each) => place.around.includes(each));
  if (isAround || place.room.left <= 0) return [];
  const below = { ...place, around: [...place.around, ...shape.nodes] };
  return [
    ...memberFields(shape, below, context),
    ...otherMembers(shape, below, context),
    ...elementFields(shape, below, context),
    ...alternatives(shape, below, context),
    ...appliedFields(shape, below, context),
  ];
}

const memberFields = (shape: Shape, place: Place, context: SchemaContext): Field[] =>
  [...membersOf(shape)].map(([name, { node, isRequired, owner }]) =>
    field({ name, node, isRequired, owner }, { ...place, id: below(place.id, name) }, context),
  );

/** Members that a pattern names, or any others. */
function otherMembers(shape: Shape, place: Place, context: SchemaContext): Field[] {
  const { say } = context;
  const patterns = Object.entries(nodeOf(keywordOf(shape, 'patternProperties')));
  const others = keywordOf(shape, 'additionalProperties');
  return [
    ...patterns.map(([pattern, node]) => ({
      ...field({ name: pattern, node }, { ...place, id: below(place.id, `*${pattern}`) }, context),
      name: say('membersLike', { pattern }).replaceAll('`', ''),
    })),
    ...(isObject(others) && Object.keys(others).length > 0
      ? [
          field(
            { name: say('otherMembers'), node: others },
            { ...place, id: below(place.id, '*') },
            context,
          ),
        ]
      : []),
  ];
}

/** The members of the elements of an array stand directly below it. */
function elementFields(shape: Shape, place: Place, context: SchemaContext): Field[] {
  const items = keywordOf(shape, 'items');
  if (!isObject(items)) return [];
  const id = below(place.id, '*');
  const found = inside(items, { ...place, id }, context);
  const rules = rulesInWords(shapeOf(items, context.reference), [], context);
  if (found.length > 0) return [...found];
  return rules.length > 0
    ? [field({ name: context.say('element'), node: items }, { ...place, id }, context)]
    : [];
}

function alternatives(shape: Shape, place: Place, context: SchemaContext): Field[] {
  const found = branchesOf(shape);
  // a single one is a part of the shape
  if (!found || found.branches.length < 2) return [];
  const { branches } = found;
  // alternatives without members and rules are told by the type already
  if (branches.every((branch) => isPlain(branch, context))) return [];
  return branches.map((branch, index) => {
    const { named, nodes } = shapeOf(branch, context.reference);
    const title = nodes.find((node) => typeof node.title === 'string')?.title as string | undefined;
    const name = title ?? named?.name ?? context.say('alternative', { number: index + 1 });
    return field(
      { name, node: branch },
      { ...place, id: below(place.id, `${index + 1}`) },
      context,
    );
  });
}

function isPlain(node: unknown, context: SchemaContext): boolean {
  const shape = shapeOf(node, context.reference);
  const types = typesOf(shape);
  return (
    types.length > 0 &&
    !types.includes('object') &&
    !types.includes('array') &&
    rulesInWords(shape, [], context).length === 0 &&
    keywordOf(shape, 'description') === undefined
  );
}

/** Tuples, conditions and what else applies a schema. */
const appliedFields = (shape: Shape, place: Place, context: SchemaContext): Field[] =>
  appliedSchemas(shape, context.say).map(({ token, name, node }) =>
    field({ name, node }, { ...place, id: below(place.id, token) }, context),
  );

type Said = {
  readonly name: string;
  readonly node: unknown;
  readonly isRequired?: boolean | undefined;
  /** The object schema, parameter or header field around it: `required` stands there. */
  readonly owner?: Node | undefined;
  readonly description?: unknown;
};

function field(said: Said, place: Place, context: SchemaContext): Field {
  const { room, id } = place;
  room.left -= 1;
  const { name, node, isRequired, owner } = said;
  const shape = shapeOf(node, context.reference);
  const description =
    said.description ?? keywordOf(shape, 'description') ?? keywordOf(shape, 'title');
  const evidence = wholeEvidence(shape, owner, context);
  const levels = room.levels - depthOf(place);
  const nested = levels > 0 ? inside(node, place, context) : [];
  return {
    id: fieldId(id),
    name,
    type: typeInline(node, context),
    marks: marksOf(shape, isRequired, context),
    ...(typeof description === 'string' && description.trim() !== '' && { description }),
    rules: [...requiredEvidence(said, context), ...rulesInWords(shape, evidence, context)],
    evidence,
    isEvidenceInherited: shape.nodes.every((each) => sourcesAt(each).length === 0),
    fields: nested,
    ...(nested.length > 0 && isChoiceOnly(shape) && { nestedAs: context.say('oneOfThese') }),
  };
}

/** Whether what is inside is alternatives, and no members. */
const isChoiceOnly = (shape: Shape): boolean =>
  (branchesOf(shape)?.branches.length ?? 0) > 1 && membersOf(shape).size === 0;

/** How many schemas with members are around. */
const depthOf = ({ around }: Place): number =>
  around.filter((node) => 'properties' in node || 'oneOf' in node || 'anyOf' in node).length - 1;

/** What stands after the type: badges. */
function marksOf(shape: Shape, isRequired: boolean | undefined, { say }: SchemaContext): Inline {
  const types = typesOf(shape);
  const isNullable = (types.includes('null') && types.length > 1) || branchesOf(shape)?.isNullable;
  return [
    isRequired === true && [badge('accent', say('required')), ' '],
    isNullable && [badge('neutral', say('nullable')), ' '],
    keywordOf(shape, 'readOnly') === true && [badge('neutral', say('readOnly')), ' '],
    keywordOf(shape, 'writeOnly') === true && [badge('neutral', say('writeOnly')), ' '],
    keywordOf(shape, 'deprecated') === true && [badge('warning', say('deprecated')), ' '],
  ];
}

/** The evidence of a member: its own, else what stands around it. */
function wholeEvidence(
  shape: Shape,
  owner: Node | undefined,
  { reference: { documents } }: SchemaContext,
): readonly EvidenceSource[] {
  const own = shape.nodes.find((each) => sourcesAt(each).length > 0);
  const node = own ?? shape.nodes[0] ?? owner;
  return node ? sourcesAbove(documents, documents.sourceOf(node)) : [];
}

/** Evidence for `required` alone, where that is other evidence than that of the member. */
function requiredEvidence(
  { name, node, isRequired, owner }: Said,
  { reference, say }: SchemaContext,
): Inline[] {
  if (!isRequired || !owner || !('required' in owner) || !isObject(node)) return [];
  const { documents } = reference;
  const { file, pointer } = documents.sourceOf(owner);
  const sources = sourcesAbove(documents, {
    file,
    pointer: pointerOf([...tokensOf(pointer), 'required']),
    ...(Array.isArray(owner.required) && { member: name }),
  });
  const whole = sourcesAbove(documents, documents.sourceOf(node));
  return sources.length > 0 && JSON.stringify(sources) !== JSON.stringify(whole)
    ? [[say('required'), ' ', { kind: 'evidence', sources }]]
    : [];
}

/** The anchor of a field: it has no blanks, and no characters that nobody can see. */
export const fieldId = (place: string): string => place.replaceAll(/[\s\p{C}]/gu, '_');

const below = (id: string, name: string): string => (id === '' ? name : `${id}.${name}`);
