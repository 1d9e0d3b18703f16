import { bundle } from './bundle.ts';
import { types } from './types.ts';

/** Makes the files of `generated/` for these APIs: name and text of each. */
export async function files(apis: {
  readonly [name: string]: string;
}): Promise<Map<string, string>> {
  const made = await Promise.all(
    Object.entries(apis).map(async ([name, description]) => {
      const bundled = await bundle(description);
      return [
        [`${name}.json`, bundled],
        [`${name}.ts`, await types(bundled, description)],
      ] as const;
    }),
  );
  return new Map(made.flat());
}
