import type { Node } from '../../../conformance/core/pointer.ts';

type Description = {
  readonly paths: { [path: string]: { readonly [method: string]: Operation } };
  readonly components?: {
    readonly responses?: Responses;
    readonly headers?: { [name: string]: unknown };
  };
};
type Operation = { readonly responses?: Responses };
type Responses = { readonly [status: string]: { readonly headers?: { [name: string]: unknown } } };

/** Changes a bundled description where openapi-typescript would make a wrong type of it. */
export function forTypes(document: Node): string {
  const description = structuredClone(document) as unknown as Description;
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
