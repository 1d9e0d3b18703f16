import { subjectOf, thingOf } from './names.ts';

/** A place in a path where a thing is named: one or more parameters behind literal text. */
export type Family = {
  readonly path: string;
  readonly collection: string;
  readonly parameters: readonly string[];
  readonly names: readonly string[];
  readonly parent?: string;
};

const isParameter = (segment: string): boolean => /^\{[^{}]+\}$/.test(segment);

/**
 * The things that a path names, the outermost first: `/projects/{p}` and `/projects/{p}/parts/{n}`
 * for `/projects/{p}/parts/{n}/files`. Several parameters in a row name one thing together, unless
 * the first of them are a path of their own.
 * @param shapes the shapes of all paths
 */
export function familiesOf(path: string, shapes: ReadonlySet<string>): readonly Family[] {
  const segments = path.split('/');
  const families: Family[] = [];
  for (const [index, segment] of segments.entries()) {
    const isPath = shapes.has(shapeOf(segments.slice(0, index + 1).join('/')));
    if (!isParameter(segment) || (isParameter(segments[index + 1] ?? '') && !isPath)) continue;
    const above = families.at(-1)?.path.split('/').length ?? 0;
    const first = Math.max(
      above,
      segments.findLastIndex((each, at) => at < index && !isParameter(each)) + 1,
    );
    const parameters = segments.slice(first, index + 1).map((each) => each.slice(1, -1));
    const parent = families.at(-1)?.path;
    families.push({
      path: segments.slice(0, index + 1).join('/'),
      collection: segments.slice(0, first).join('/'),
      parameters,
      names: namesOf(
        segments.slice(0, first).findLast((each) => !isParameter(each)) ?? '',
        parameters,
      ),
      ...(parent === undefined ? {} : { parent }),
    });
  }
  return families;
}

/** The names of a thing in plain form: from its collection, then from its parameters. */
const namesOf = (collection: string, parameters: readonly string[]): readonly string[] => [
  ...new Set([thingOf(collection), ...parameters.map(subjectOf)].filter((name) => name !== '')),
];

/**
 * The path without the names of its parameters, and without the slash that some servers write at the end
 * of each: equal for templates that are about the same things.
 */
export const shapeOf = (path: string): string =>
  path.replaceAll(/\{[^{}]+\}/g, '{}').replace(/(?<=.)\/$/, '');

/** Whether a path names one thing: it ends with a parameter, or with a slash behind one. */
export const namesThing = (path: string): boolean => /\}\/?$/.test(path);

/** The parameter that a path ends with, if it ends with one. */
export const lastParameterOf = (path: string): string | undefined =>
  /[^{]+(?=\}\/?$)/.exec(path)?.[0];
