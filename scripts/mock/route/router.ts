import findMyWay from 'find-my-way';
import { isConcrete, matchPath } from '../../../conformance/core/http/path.ts';

/** A path template below a base path, and what it leads to. */
export type Way<Target> = {
  readonly base: string;
  readonly template: string;
  readonly target: Target;
};

/** Where a path leads, and what of it is below the base path. */
export type Found<Target> = { readonly targets: readonly Target[]; readonly below: string };

/**
 * Finds what a path leads to; a template without a parameter is preferred.
 * @see https://spec.openapis.org/oas/v3.1.1.html#path-templating-matching
 */
export function routerOf<Target>(
  ways: readonly Way<Target>[],
): (path: string) => Found<Target> | undefined {
  const router = findMyWay<findMyWay.HTTPVersion.V1>({ maxParamLength: 1_000_000 });
  const byPattern = new Map<string, Way<Target>[]>();
  const odd: Way<Target>[] = [];
  for (const way of ways) {
    const pattern = patternOf(way.base + way.template);
    if (pattern === undefined) {
      odd.push(way);
      continue;
    }
    const same = byPattern.get(pattern);
    if (same) {
      same.push(way);
      continue;
    }
    const group = [way];
    byPattern.set(pattern, group);
    router.on('GET', pattern, () => undefined, group);
  }
  return (path) => {
    const group = (router.find('GET', path)?.store ?? []) as Way<Target>[];
    // a path that is wrongly percent-encoded means something to the contract, and nothing to the
    // router
    const found = matching(group, path) ?? (path.includes('%') ? matching(ways, path) : undefined);
    // what the router has no form for is tried in turn
    const other =
      odd.length > 0 && !(found && isConcrete(found.template)) ? matching(odd, path) : undefined;
    return other && (!found || isConcrete(other.template)) ? other : found;
  };
}

/**
 * Of several ways the first that matches, with all that share its template. The contract's own
 * matching decides: the mock and the runner read paths alike.
 */
function matching<Target>(
  ways: readonly Way<Target>[],
  path: string,
): (Found<Target> & { readonly template: string }) | undefined {
  for (const { base, template } of ways) {
    const below = belowBase(base, path);
    if (below === undefined || (below !== template && !matchPath(template, below))) continue;
    return {
      below,
      template,
      targets: ways
        .filter((way) => way.base === base && way.template === template)
        .map(({ target }) => target),
    };
  }
  return undefined;
}

/** What follows as many segments as the base path has. */
function belowBase(base: string, path: string): string | undefined {
  if (base === '') return path;
  let at = 0;
  for (let count = base.split('/').length - 1; count > 0; count -= 1) {
    at = path.indexOf('/', at + 1);
    if (at < 0) return undefined;
  }
  return matchPath(base, path.slice(0, at)) ? path.slice(at) : undefined;
}

/**
 * A template in the router's words; `undefined` where it has none for it, as for `/{name}.json`.
 */
function patternOf(template: string): string | undefined {
  const segments = template.split('/').map((segment, index) => {
    if (/^\{[^{}]+\}$/.test(segment)) return `:p${index}`;
    return /[{}%*()?#]/.test(segment) ? undefined : segment.replaceAll(':', '::');
  });
  return segments.includes(undefined) ? undefined : segments.join('/');
}
