/**
 * Any object of a description: its form was checked before, and most of it passes through unread.
 */
// biome-ignore lint/suspicious/noExplicitAny: the bundler has checked the form
type Node = { [name: string]: any };

/**
 * Changes a bundled description where openapi-typescript would make a type of it that says
 * something else.
 */
export function forTypes(bundled: string): string {
  const description: Node = JSON.parse(bundled);
  // each member of `paths` becomes a type, and an extension is no path
  for (const name of Object.keys(description.paths))
    if (name.startsWith('x-')) delete description.paths[name];
  for (const response of responses(description)) {
    // a header that is a reference becomes one that is always there, whatever its target says
    for (const [name, header] of Object.entries(response.headers ?? {})) {
      const target = /^#\/components\/headers\/(.+)$/.exec((header as Node).$ref)?.[1];
      if (target !== undefined) response.headers[name] = description.components.headers[target];
    }
  }
  return JSON.stringify(description);
}

function* responses(description: Node): Iterable<Node> {
  yield* Object.values<Node>(description.components?.responses ?? {});
  for (const pathItem of Object.values<Node>(description.paths)) {
    for (const operation of Object.values<Node>(pathItem))
      yield* Object.values<Node>(operation.responses ?? {});
  }
}
