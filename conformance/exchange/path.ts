/** The texts of a path's parameters, still percent-encoded; `undefined` where the path does not match the template. */
export function matchPath(template: string, path: string): ReadonlyMap<string, string> | undefined {
  const { pattern, names } = compiled(template);
  const match = pattern.exec(path);
  return match ? new Map(names.map((name, index) => [name, match[index + 1] ?? ''])) : undefined;
}

const cache = new Map<string, { pattern: RegExp; names: string[] }>();

function compiled(template: string): { pattern: RegExp; names: string[] } {
  const known = cache.get(template);
  if (known) return known;
  const names: string[] = [];
  const source = template.split(/(\{[^}]+\})/).map((part) => {
    if (!part.startsWith('{')) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    names.push(part.slice(1, -1));
    return '([^/]+)';
  });
  const made = { pattern: new RegExp(`^${source.join('')}$`), names };
  cache.set(template, made);
  return made;
}

/** Whether a template has no parameter: such a path is preferred over one that has. @see https://spec.openapis.org/oas/v3.1.1.html#path-templating-matching */
export const isConcrete = (template: string): boolean => !template.includes('{');
