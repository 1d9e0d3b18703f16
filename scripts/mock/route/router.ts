import findMyWay from 'find-my-way';
import { isConcrete, matchPath } from '../../../conformance/core/http/path.ts';

/** A path template below a base path, and its target. */
export type Way<Target> = {
  readonly base: string;
  readonly template: string;
  readonly target: Target;
};

/**
 * The targets of a path, those with more literal text first, and the part of the path below the
 * base path.
 */
export type Found<Target> = {
  readonly targets: readonly Target[];
  readonly template: string;
  readonly below: string;
};

/**
 * Finds the targets of a path. A template without a parameter is preferred, else one with more
 * literal text beside its parameters, such as `/{id}:cancel`: nothing else reaches its operation.
 * @see https://spec.openapis.org/oas/v3.1.1.html#path-templating-matching
 */
export function routerOf<Target>(
  ways: readonly Way<Target>[],
): (path: string) => Found<Target> | undefined {
  const router = findMyWay<findMyWay.HTTPVersion.V1>({ maxParamLength: 1_000_000 });
  const all = entriesOf(ways);
  const groups = Map.groupBy(all, ({ base, template }) => patternOf(base + template));
  // templates that the router can't express are tried one after the other
  const others = groups.get(undefined) ?? [];
  for (const [pattern, group] of groups)
    if (pattern !== undefined) router.on('GET', pattern, () => undefined, group);
  return (path) => {
    const group = (router.find('GET', path)?.store ?? []) as readonly Entry<Target>[];
    const candidates = others.length === 0 ? group : [...group, ...others].toSorted(byLiteralText);
    // the router finds nothing for invalid percent-encoding, which the contract takes literally
    return matching(candidates, path) ?? (path.includes('%') ? matching(all, path) : undefined);
  };
}

/** A template below a base path, with every target that has it. */
type Entry<Target> = Omit<Way<Target>, 'target'> & { readonly targets: readonly Target[] };

/** The templates of some ways, those with more literal text first. */
const entriesOf = <Target>(ways: readonly Way<Target>[]): Entry<Target>[] =>
  [...Map.groupBy(ways, ({ base, template }) => `${base} ${template}`).values()]
    .map((same) => ({ ...same[0]!, targets: same.map(({ target }) => target) }))
    .toSorted(byLiteralText);

/**
 * The targets of the matching templates below one base path. It matches with the contract's own
 * function, so that mock and runner agree about paths.
 */
function matching<Target>(
  entries: readonly Entry<Target>[],
  path: string,
): Found<Target> | undefined {
  let found: (Found<Target> & { readonly base: string }) | undefined;
  for (const { base, template, targets } of entries) {
    if (found && found.base !== base) continue;
    const below = belowBase(base, path);
    if (below === undefined || (below !== template && !matchPath(template, below))) continue;
    if (found) found = { ...found, targets: [...found.targets, ...targets] };
    else found = { base, template, below, targets };
    if (isConcrete(template)) return found;
  }
  return found;
}

type Template = { readonly base: string; readonly template: string };

/** Orders templates by their literal text: the first segment that differs decides. */
function byLiteralText(one: Template, other: Template): number {
  const [these = [], those = []] = [one, other].map(({ base, template }) =>
    `${base}${template}`.split('/').map(literalText),
  );
  const at = these.findIndex((length, index) => length !== those[index]);
  return at < 0 ? 0 : (those[at] ?? -1) - these[at]!;
}

/** How much of a segment is literal; one without a parameter is so altogether. */
const literalText = (segment: string): number =>
  segment.includes('{') ? segment.replaceAll(/\{[^{}]*\}/g, '').length : Number.MAX_SAFE_INTEGER;

/** The part of a path after the segments of a base path; `undefined` if they do not match. */
export function belowBase(base: string, path: string): string | undefined {
  if (base === '') return path;
  let at = 0;
  for (let count = base.split('/').length - 1; count > 0; count -= 1) {
    at = path.indexOf('/', at + 1);
    if (at < 0) return undefined;
  }
  return matchPath(base, path.slice(0, at)) ? path.slice(at) : undefined;
}

/** The router's pattern for a template; `undefined` if it has none, as for `/{name}.json`. */
function patternOf(template: string): string | undefined {
  const segments = template.split('/').map((segment, index) => {
    if (/^\{[^{}]+\}$/.test(segment)) return `:p${index}`;
    return /[{}%*()?#]/.test(segment) ? undefined : segment.replaceAll(':', '::');
  });
  return segments.includes(undefined) ? undefined : segments.join('/');
}
