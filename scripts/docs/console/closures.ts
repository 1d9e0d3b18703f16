/** A declaration of a module, and what it needs of the others. */
type Declaration = { readonly text: string; readonly at: number; readonly uses: readonly string[] };

/**
 * Takes the code of all schemas apart, so that each operation gets only what it needs. The function that is
 * returned gives the declarations that an expression needs, in their order.
 */
export function closuresIn(code: string): (expression: string) => string {
  const declarations = declarationsIn(code);
  return (expression) => {
    const found = new Set(namesIn(expression, declarations));
    // a set takes in what is added while it is walked
    for (const name of found) for (const used of declarations.get(name)!.uses) found.add(used);
    return [...found]
      .map((name) => declarations.get(name)!)
      .sort((one, other) => one.at - other.at)
      .map(({ text }) => text)
      .join('\n');
  };
}

/** Constants come first, each on one line; a line that begins a function ends the one before. */
function declarationsIn(code: string): ReadonlyMap<string, Declaration> {
  const [head, ...functions] = code.split(/^(?=function validate\d+\()/m);
  const constants = (head ?? '').split(/^(?=const \w+ = )/m);
  const texts = [...constants, ...functions].map((text) => text.trim());
  const byName = new Map(
    texts.flatMap((text, at) => {
      const [, name] = /^(?:const|function) (\w+)/.exec(text) ?? [];
      return name === undefined ? [] : [[name, { text, at, uses: [] as string[] }] as const];
    }),
  );
  for (const each of byName.values()) each.uses.push(...namesIn(each.text, byName));
  return byName;
}

/** The declared names in a text; one in a quoted text makes a module larger, and not wrong. */
const namesIn = (text: string, declared: ReadonlyMap<string, unknown>): string[] => [
  ...new Set((text.match(/\b[A-Za-z]\w*/g) ?? []).filter((word) => declared.has(word))),
];
