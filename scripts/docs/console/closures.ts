/** A declaration of a module, and what it needs: other declarations and imports, by name. */
type Declaration = { readonly text: string; readonly at: number; readonly uses: readonly string[] };

/** What an expression needs of a module. */
export type Closure = {
  /** The declarations, in their order. */
  readonly text: string;
  readonly imports: readonly string[];
};

/**
 * Takes the code of all schemas apart, so that each operation gets only what it needs. The function that is
 * returned gives what an expression needs.
 */
export function closuresIn(
  code: string,
  imports: readonly string[],
): (expression: string) => Closure {
  const declarations = declarationsIn(code, imports);
  const known = new Set([...declarations.keys(), ...imports]);
  return (expression) => {
    const found = new Set(namesIn(expression, known));
    // a set takes in what is added while it is walked
    for (const name of found)
      for (const used of declarations.get(name)?.uses ?? []) found.add(used);
    const used = [...found].flatMap((name) => declarations.get(name) ?? []);
    return {
      text: used
        .sort((one, other) => one.at - other.at)
        .map(({ text }) => text)
        .join('\n'),
      imports: imports.filter((name) => found.has(name)),
    };
  };
}

/** Constants come first, each on one line; a line that begins a function ends the one before. */
function declarationsIn(
  code: string,
  imports: readonly string[],
): ReadonlyMap<string, Declaration> {
  const pieces = code
    .split(/^(?=function validate\d+\()/m)
    .flatMap((each) => (each.startsWith('function') ? [each] : each.split(/^(?=const \w+ = )/m)));
  const texts = pieces.flatMap((each, at) => {
    const [, name] = /^(?:const|function) (\w+)/.exec(each) ?? [];
    return name === undefined ? [] : [{ name, text: each.trim(), at }];
  });
  const known = new Set([...texts.map(({ name }) => name), ...imports]);
  return new Map(
    texts.map(({ name, text, at }) => [name, { text, at, uses: namesIn(text, known) }]),
  );
}

/** The known names in a text; one in a quoted text makes a module larger, and not wrong. */
const namesIn = (text: string, known: ReadonlySet<string>): string[] => [
  ...new Set((text.match(/\b[A-Za-z]\w*/g) ?? []).filter((word) => known.has(word))),
];
