/** The variables of a process. */
export type Environment = { readonly [name: string]: string | undefined };

/**
 * Replaces each `${NAME}` in a text by that environment variable.
 * @param missing called with the name of a variable that is not set
 * @param used gets each variable that was replaced, with its value
 */
export const withVariables = (
  text: string,
  environment: Environment,
  missing: (name: string) => never,
  used = new Map<string, string>(),
): string =>
  text.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
    const found = environment[name];
    if (found === undefined) return missing(name);
    used.set(name, found);
    return found;
  });
