/** Makes a part of what is known of an API, or gives what was made before. */
export type Kept = <Value>(api: string, part: string, make: () => Value) => Value;

/** Makes every part. */
export const nothingKept: Kept = (_api, _part, make) => make();

/** Keeps all parts until their API is forgotten. */
export function openKept(): { readonly kept: Kept; readonly forget: (api?: string) => void } {
  const apis = new Map<string, Map<string, unknown>>();
  return {
    kept<Value>(api: string, part: string, make: () => Value): Value {
      const parts = apis.get(api) ?? new Map<string, unknown>();
      apis.set(api, parts);
      if (!parts.has(part)) parts.set(part, make());
      return parts.get(part) as Value;
    },
    forget(api) {
      if (api === undefined) apis.clear();
      else apis.delete(api);
    },
  };
}
