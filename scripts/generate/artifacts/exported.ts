/** The name of an exported constant within its module, which may use the name itself, as for an import. */
export const nameInside = (name: string, taken: ReadonlySet<string>): string =>
  taken.has(name) ? `_${name}` : name;

/** The declaration of a constant that a module exports; `rest` is what follows its name. */
export function exported(name: string, rest: string, taken: ReadonlySet<string>): string {
  const inside = nameInside(name, taken);
  return inside === name
    ? `export const ${name}${rest}`
    : `const ${inside}${rest}export { ${inside} as ${name} };\n`;
}
