import findMyWay from 'find-my-way';
import { isConcrete, matchPath } from '../../../conformance/core/http/path.ts';

/** A path template below a base path, and its target. */
export type Way<Target> = {
  readonly base: string;
  readonly template: string;
  readonly target: Target;
};

/** The targets of a path, and the part of the path below the base path. */
export type Found<Target> = {
  readonly targets: readonly Target[];
  readonly template: string;
  readonly below: string;
};

/**
 * Finds the targets of a path. A template without a parameter is preferred.
 * @see https://spec.openapis.org/oas/v3.1.1.html#path-templating-matching
 */
export function routerOf<Target>(
  ways: readonly Way<Target>[],
): (path: string) => Found<Target> | undefined {
  const router = findMyWay<findMyWay.HTTPVersion.V1>({ maxParamLength: 1_000_000 });
  const groups = Map.groupBy(ways, ({ base, template }) => patternOf(base + template));
  // templates that the router can't express are tried one after the other
  const others = groups.get(undefined) ?? [];
  for (const [pattern, group] of groups)
    if (pattern !== undefined) router.on('GET', pattern, () => undefined, group);
  return (path) => {
    const group = (router.find('GET', path)?.store ?? []) as Way<Target>[];
    // the router finds nothing for invalid percent-encoding, which the contract takes literally
    const found = matching(group, path) ?? (path.includes('%') ? matching(ways, path) : undefined);
    if (others.length === 0 || (found && isConcrete(found.template))) return found;
    const other = matching(others, path);
    return other && (!found || isConcrete(other.template)) ? other : found;
  };
}

/**
 * The first matching way, and the targets of all ways with its template. It matches with the
 * contract's own function, so that mock and runner agree about paths.
 */
function matching<Target>(ways: readonly Way<Target>[], path: string): Found<Target> | undefined {
  for (const { base, template } of ways) {
    const below = belowBase(base, path);
    if (below === undefined || (below !== template && !matchPath(template, below))) continue;
    const same = ways.filter((way) => way.base === base && way.template === template);
    return { below, template, targets: same.map(({ target }) => target) };
  }
  return undefined;
}

/** The part of a path after the segments of a base path; `undefined` if they do not match. */
function belowBase(base: string, path: string): string | undefined {
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
