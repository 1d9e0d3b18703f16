import type { Located } from './things.ts';

/** Where a thing is: its path with its values, as far as they are known. */
export const placeOf = ({
  resource,
  values,
  isOwn = true,
}: Located & { readonly isOwn?: boolean }): string =>
  resource.parameters.length > 0
    ? resource.path.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) =>
        String(values.get(name) ?? whole),
      )
    : isOwn
      ? `a thing made by POST ${resource.path}`
      : resource.path;
