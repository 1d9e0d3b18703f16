type Node = { [name: string]: unknown };

type Description = {
  readonly paths: { [path: string]: { readonly [method: string]: Operation } };
  readonly components?: { readonly responses?: Responses; readonly headers?: Node };
};
type Operation = { readonly responses?: Responses };
type Responses = { readonly [status: string]: { readonly headers?: Node } };

/** Changes a bundled description where openapi-typescript would make a wrong type of it. */
export function forTypes(bundled: string): string {
  const description = JSON.parse(bundled) as Description;
  const { paths, components = {} } = description;
  // each member of `paths` becomes a type, and an extension is no path
  for (const name of Object.keys(paths)) if (name.startsWith('x-')) delete paths[name];
  const operations = Object.values(paths).flatMap((pathItem) => Object.values(pathItem));
  // a referenced header becomes a required one, whatever its target says
  for (const { responses = {} } of [components, ...operations])
    for (const { headers = {} } of Object.values(responses))
      for (const [name, header] of Object.entries(headers)) {
        const target = /^#\/components\/headers\/(.+)$/.exec(
          (header as { $ref?: string }).$ref ?? '',
        );
        if (target) headers[name] = components.headers?.[target[1]!];
      }
  return JSON.stringify(description);
}
