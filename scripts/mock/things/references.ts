import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { isObject, tokensOf } from '../../../conformance/core/pointer.ts';
import type { Need, Resource, ResourceModel } from '../../../conformance/core/resources/model.ts';
import { wordsOf } from '../../../conformance/core/resources/names.ts';
import { isReference } from '../../../conformance/core/resources/needs.ts';
import { flatsAt } from './shape.ts';
import type { Living } from './living.ts';
import type { Asked, Refused } from './outcome.ts';
import type { Level, Work } from './places.ts';
import type { Store } from './store.ts';
import { textAt } from './texts.ts';
import type { Members, Thing } from './thing.ts';

/** Refuses what would leave a thing with a reference to one that is not there. */
export type References = {
  /** The documented refusal of a body that names a thing which is not there. */
  readonly missing: (work: Work, asked: Asked) => Refused | undefined;
  /** The documented refusal to delete a thing that others need. */
  readonly needed: (work: Work, thing: Thing) => Refused | undefined;
};

/** What references are found by. */
type Context = {
  readonly contract: Contract;
  readonly model: ResourceModel;
  readonly workOf: (operation: Operation) => Work | undefined;
  readonly living: Living;
  readonly store: Store;
};

/** A member of a body that names a thing. */
type Reference = {
  readonly tokens: readonly string[];
  readonly name: string;
  /** The status that the description refuses an unknown one with. */
  readonly status: number;
  /** Where such things are. */
  readonly levels: readonly Level[];
  /** The values that the description shows, which always do. */
  readonly documented: ReadonlySet<string>;
};

export function createReferences(context: Context): References {
  const { living, store, contract } = context;
  const references = new Map<Operation, readonly Reference[]>();
  const users = new Map<Operation, readonly User[]>();
  return {
    missing({ operation }, { read: { body, parameters } }) {
      if (body === undefined) return undefined;
      for (const one of cached(references, operation, () => referencesOf(operation, context)))
        for (const value of valuesIn(body, one.tokens))
          if (!one.documented.has(value) && isMissing(value, one, parameters.path))
            return { refused: [one.status], reason: `there is no ${one.name} ${value}` };
      return undefined;
    },
    needed({ operation, level }, thing) {
      const conflict = operation.responses.find(({ status }) => status === '409');
      if (!conflict || !inUse.test(textAt(contract, conflict.source))) return undefined;
      const all = cached(users, operation, () => usersOf(level, context));
      const isUsed = store.all().some((other) => needs(other, thing, all, store));
      return isUsed ? { refused: [409], reason: 'other things need it' } : undefined;
    },
  };

  function isMissing(
    value: string,
    { levels }: Reference,
    path: Asked['read']['parameters']['path'],
  ) {
    const places = levels.map((level) => ({
      level,
      values: { ...path, [level.names![0]!]: value },
    }));
    const isKnown = ({ level, values }: (typeof places)[number]) =>
      level.parameters.every((name) => Object.hasOwn(values, name)) &&
      living.placeOf(level, values) !== undefined;
    return (
      places.some(isKnown) &&
      !places.some((one) => isKnown(one) && living.thingOf(one.level, one.values))
    );
  }
}

/** The texts and numbers at a place of a body; a list there, or above it, has several. */
function valuesIn(value: Json | undefined, tokens: readonly string[]): readonly string[] {
  const [token, ...rest] = tokens;
  if (token === undefined)
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  if (Array.isArray(value)) return value.flatMap((each: Json) => valuesIn(each, rest));
  return isObject(value) && Object.hasOwn(value, token) ? valuesIn(value[token] as Json, rest) : [];
}

/** The references of a body that the operation refuses where they lead to nothing. */
function referencesOf(operation: Operation, context: Context): readonly Reference[] {
  const needs = (context.model.needs.get(operation.id) ?? []).filter(isInBody);
  return needs.flatMap((need) => {
    const status = refusalOf(operation, need, context.contract);
    const levels = levelsOf(need, context);
    if (status === undefined || levels.length === 0) return [];
    const tokens = tokensOf(need.place.replace(/^\$request\.body#/, ''));
    const documented = new Set(documentedAt(operation, tokens, context));
    return [{ tokens, name: wordsOf(need.name).join(' '), status, levels, documented }];
  });
}

/**
 * Whether a member names another thing for sure, as the linkage of JSON:API does.
 * @see https://jsonapi.org/format/#document-resource-object-linkage
 */
const isSure = (need: Need): boolean =>
  isReference(need) || /^\$request\.body#.*\/data\/(?:0\/)?id$/.test(need.place);

const isInBody = ({ place }: Need): boolean => place.startsWith('$request.body#');

/** Where the things are that a need names, as far as one parameter names them. */
const levelsOf = (need: Need, context: Context): readonly Level[] =>
  need.sources.flatMap(({ resource }) => {
    const level = levelOf(context.model.resources.get(resource), context);
    return level?.names?.length === 1 && level.kind() ? [level] : [];
  });

function levelOf(resource: Resource | undefined, { workOf }: Context): Level | undefined {
  const role = resource?.roles.find(({ operation }) => operation.path === resource.path);
  const work = role && workOf(role.operation);
  return work?.isAbout ? work.level : undefined;
}

/** The values that the description shows at a place of a body, and of the things in answers. */
function documentedAt(
  operation: Operation,
  tokens: readonly string[],
  { workOf }: Context,
): readonly string[] {
  const content = operation.requestBody?.content ?? [];
  const roots = content.flatMap(({ schema }) => schema?.alternatives() ?? []);
  const schemas = content.flatMap(({ schema }) =>
    schema ? flatsAt(schema.alternatives, tokens) : [],
  );
  const bodies = [
    ...content.flatMap(({ examples }) => examples),
    ...roots.flatMap(({ objectExamples }) => objectExamples),
  ].map(({ value }) => value as Json);
  const kind = workOf(operation)?.level.kind();
  return [
    ...schemas.flatMap(({ examples, defaults }) => [...examples, ...defaults].map(String)),
    ...bodies.flatMap((body) => valuesIn(body, tokens)),
    ...(kind ? [kind.like, ...kind.seeds] : []).flatMap((members) => ownValuesIn(members, tokens)),
  ];
}

/** The values of a thing at a place of a body, which may wrap what a thing has as its own. */
const ownValuesIn = (members: Members, tokens: readonly string[]): readonly string[] =>
  [tokens, tokens.slice(1)].flatMap((at) => valuesIn(members, at));

/** Texts about what is not there, and about what other things need. */
const absence =
  /\b(?:not (?:be )?(?:found|exist|known)|(?:does|do) ?n[o']t exist|unknown|no such|missing|invalid|nonexist|unresolv)/i;
const referring = /\b(?:referenc|referred|related|linked)/i;
const inUse =
  /\b(?:in use|used by|still|refer(?:s|red|enc)|depend|not empty|contain|assigned|belong|children)/i;

/**
 * The status that an operation documents for a body that names a thing which is not there: one that speaks
 * of it, else a 404 of what nothing else could be missing for.
 */
function refusalOf(operation: Operation, need: Need, contract: Contract): number | undefined {
  const words = wordsOf(need.name);
  const subject = words.slice(0, Math.max(1, words.length - 1)).join('[ _-]?');
  const named = new RegExp(`\\b${subject}(?:s|es)?\\b`, 'i');
  const texts = operation.responses.flatMap(({ status, source }) =>
    statuses.includes(status) ? [{ status, text: textAt(contract, source) }] : [],
  );
  const inOrder = texts.toSorted(
    (one, other) => statuses.indexOf(one.status) - statuses.indexOf(other.status),
  );
  const found =
    inOrder.find(({ text }) => named.test(text) && absence.test(text)) ??
    // a member that may be a plain text is a reference where the description says so
    (isSure(need)
      ? inOrder.find(({ status, text }) =>
          status === '404'
            ? !operation.path.includes('{') || named.test(text)
            : referring.test(text) && absence.test(text),
        )
      : undefined);
  return found && Number(found.status);
}

/** The statuses of such a refusal, the likeliest first. */
const statuses = ['404', '422', '409', '400'];

/** Things that may refer to others: where they are, and by which member. */
type User = { readonly shape: string; readonly tokens: readonly string[] };

function usersOf(level: Level, { model, workOf }: Context): readonly User[] {
  const resource = level.kind()?.resource.path;
  return [...model.roles.values()].flatMap(({ operation }) => {
    const own = workOf(operation);
    if (!own?.isAbout) return [];
    const { shape } = own.level.home ?? own.level;
    return (model.needs.get(operation.id) ?? [])
      .filter((need) => isSure(need) && need.sources.some((one) => one.resource === resource))
      .map(({ place }) => ({ shape, tokens: tokensOf(place.replace(/^\$request\.body#/, '')) }));
  });
}

/** Whether a thing that a request made lies below another one, or refers to it. */
function needs(user: Thing, thing: Thing, users: readonly User[], store: Store): boolean {
  if (user.from === 'description' || user.serial === thing.serial) return false;
  const { key, owner, api } = user.place;
  const around = user.within === undefined ? owner : store.place(user.within)?.owner;
  if (around?.serial === thing.serial) return true;
  const [start] = key.split('\n');
  return users.some(
    ({ shape, tokens }) =>
      start === `${api} ${shape}` &&
      api === thing.place.api &&
      ownValuesIn(user.members, tokens).includes(thing.id),
  );
}
