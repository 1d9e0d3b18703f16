import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { JsonValue } from 'jsonpath-rfc9535';
import type { Json } from '../json.ts';
import { isObject, setMember, tokensOf } from '../pointer.ts';
import type { Source } from '../source.ts';
import { readText } from '../text-file.ts';
import { UserError } from '../user-error.ts';
import { userPath, absolutePath } from '../user-path.ts';
import { parseYaml, type YamlFile } from '../yaml-file.ts';
import { readBySchema } from '../yaml-schema.ts';
import { ownPart, partOf, removeElement, setPart, type Provenance } from './provenance.ts';

/**
 * A description with its overlays applied.
 * @see https://spec.openapis.org/overlay/v1.0.0.html
 */
export type Overlaid = {
  readonly content: unknown;
  /** Where a position of the content stands: in the description, or in an overlay. */
  readonly origin: (tokens: readonly string[]) => Source;
  /** Actions that change nothing. */
  readonly notes: readonly { readonly source: Source; readonly reason: string }[];
};

type Action = {
  readonly target: string;
  readonly update?: Json;
  readonly remove?: boolean;
  readonly copy?: string;
};

/** A document while it is edited, in a box, so that its root is a member too. */
type Edited = { readonly box: { root: Json }; readonly provenance: Provenance };

/** One action, and where it stands. */
type Step = { readonly action: Action; readonly pointer: string; readonly yaml: YamlFile };

const schema = join(import.meta.dirname, 'overlay.schema.json');
/** For JSONPath, which only overlays need. */
const load = createRequire(import.meta.url);

/**
 * Applies overlays to a parsed description, in their order. Throws a `UserError` with file and line for
 * an overlay that can't be read or applied.
 * @param file the path of the description in messages
 * @param overlays the paths of the overlays
 */
export function applyOverlays(
  content: unknown,
  file: string,
  overlays: readonly string[],
): Overlaid {
  const edited: Edited = {
    box: { root: copyOf(content as Json) },
    provenance: { source: { file, pointer: '' } },
  };
  const notes = overlays.flatMap((overlay) => [
    ...applyOverlay(edited, userPath(absolutePath(overlay))),
  ]);
  return {
    content: edited.box.root,
    origin: (tokens) => tokens.reduce(partOf, edited.provenance).source,
    notes,
  };
}

function* applyOverlay(edited: Edited, file: string): Iterable<Overlaid['notes'][number]> {
  const yaml = parseYaml(file, readText(file), { merge: true });
  const { overlay, actions } = readBySchema(yaml, schema) as {
    readonly overlay: string;
    readonly actions: readonly Action[];
  };
  if (!/^1\.[01](?:\.|$)/.test(overlay))
    throw new UserError(
      `${yaml.at(['overlay'])}: "overlay" is ${JSON.stringify(overlay)}: overlays of the versions 1.0 and 1.1 are read.`,
    );
  for (const [index, action] of actions.entries()) {
    const pointer = `/actions/${index}`;
    if (apply({ action, pointer, yaml }, edited)) continue;
    const source = { file, pointer: `${pointer}/target` };
    yield {
      source,
      reason: `nothing matches ${action.target}, so that this action changes nothing.`,
    };
  }
}

/** Applies one action; `false` if nothing matches its target. */
function apply(step: Step, edited: Edited): boolean {
  const { action } = step;
  const kinds = (['update', 'remove', 'copy'] as const).filter(
    (kind) => action[kind] !== undefined,
  );
  if (kinds.length === 0)
    fail(step, 'target', 'this action has no "update", no "remove" and no "copy"');
  const found = nodesAt(edited, action.target, step, 'target');
  if (action.remove === true) {
    // the last ones first, so that the positions of the others stay
    for (const path of found.toReversed()) remove(path, edited, step);
  } else if (action.update !== undefined || action.copy !== undefined) {
    const { value, provenance } = newValue(step, edited);
    for (const path of found) place(path, edited, { value, provenance, step });
  }
  return found.length > 0;
}

/** What an action adds, and where it stands. */
function newValue(step: Step, edited: Edited): { value: Json; provenance: Provenance } {
  const { action, pointer, yaml } = step;
  if (action.update !== undefined)
    return {
      value: action.update,
      provenance: { source: { file: yaml.file, pointer: `${pointer}/update` } },
    };
  const paths = nodesAt(edited, action.copy!, step, 'copy');
  const [path] = paths;
  if (path === undefined || paths.length > 1)
    return fail(step, 'copy', `${action.copy} matches ${paths.length} nodes, not one`);
  return {
    value: copyOf(valueFrom(path, edited)),
    provenance: { source: path.reduce(partOf, edited.provenance).source },
  };
}

/** The tokens of a place, from the root. */
type Tokens = readonly (string | number)[];

function nodesAt(
  { box }: Edited,
  expression: string,
  step: Step,
  member: 'target' | 'copy',
): readonly Tokens[] {
  const found: Tokens[] = [];
  try {
    const { exec } = load('jsonpath-rfc9535') as typeof import('jsonpath-rfc9535');
    exec(box.root as JsonValue, expression, (_, path) => found.push([...path]));
  } catch (error) {
    fail(step, member, `${expression} is no JSONPath: ${(error as Error).message}`);
  }
  return found;
}

function fail({ pointer, yaml }: Step, member: string, reason: string): never {
  const path = [...pointer.slice(1).split('/'), member];
  throw new UserError(`${yaml.at(path)}: ${reason.replace(/\.$/, '')}.`);
}

type Container = { [member: string]: Json } | Json[];

/** What holds the node at a place, its key there, and where what holds it stands. */
function holderOf(path: Tokens, { box, provenance }: Edited) {
  let holder: Container = box;
  let key: string | number = 'root';
  let origin: Provenance = { source: provenance.source, parts: new Map([['root', provenance]]) };
  for (const token of path) {
    holder = (holder as { [key: string | number]: Json })[key] as Container;
    origin = ownPart(origin, key);
    key = token;
  }
  return { holder, key, origin };
}

function valueFrom(path: Tokens, edited: Edited): Json {
  const { holder, key } = holderOf(path, edited);
  return (holder as { [key: string | number]: Json })[key]!;
}

function remove(path: Tokens, edited: Edited, step: Step): void {
  if (path.length === 0) fail(step, 'target', "the whole description can't be removed");
  const { holder, key, origin } = holderOf(path, edited);
  if (Array.isArray(holder)) {
    removeElement(origin, Number(key), holder.length);
    holder.splice(Number(key), 1);
  } else {
    origin.parts?.delete(String(key));
    delete holder[key];
  }
}

type Addition = { readonly value: Json; readonly provenance: Provenance; readonly step: Step };

/** Puts a value at a place that exists: merges objects, extends lists, replaces the rest. */
function place(path: Tokens, edited: Edited, addition: Addition): void {
  const { holder, key, origin } = holderOf(path, edited);
  const { value } = addition;
  const known = (holder as { [key: string | number]: Json })[key]!;
  // a list takes one entry too
  if (Array.isArray(known) && !Array.isArray(value)) {
    setPart(ownPart(origin, key), known.length, addition.provenance);
    known.push(copyOf(value));
  } else merge(holder, key, origin, addition);
}

function merge(
  holder: Container,
  key: string | number,
  origin: Provenance,
  { value, provenance, step }: Addition,
): void {
  const known = (holder as { [key: string | number]: Json })[key];
  if (known === undefined || known === null || !(isContainer(known) || isContainer(value))) {
    setMember(holder as { [member: string]: Json }, String(key), copyOf(value));
    setPart(origin, key, { source: provenance.source });
  } else if (Array.isArray(known) && Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      setPart(ownPart(origin, key), known.length, partOf(provenance, index));
      known.push(copyOf(item as Json));
    }
  } else if (isObject(known) && isObject(value)) {
    for (const [name, member] of Object.entries(value as { [name: string]: Json }))
      merge(known as { [member: string]: Json }, name, ownPart(origin, key), {
        ...{ value: member, provenance: partOf(provenance, name), step },
      });
    // a name without anything behind it says nothing
  } else if (value !== null) {
    const { file, pointer } = provenance.source;
    const at = file === step.yaml.file ? step.yaml.at(tokensOf(pointer)) : file;
    throw new UserError(
      `${at}: this is ${kindOf(value)}, and can't be merged with ${kindOf(known)} at "${key}" of the description.`,
    );
  }
}

const isContainer = (value: Json): boolean => typeof value === 'object' && value !== null;

const kindOf = (value: Json): string =>
  Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : JSON.stringify(value);

/** A copy in which no two places share an object, as aliases of YAML do. */
function copyOf(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => copyOf(item as Json));
  if (!isObject(value)) return value;
  const copy: { [name: string]: Json } = {};
  for (const [name, member] of Object.entries(value)) setMember(copy, name, copyOf(member as Json));
  return copy;
}
