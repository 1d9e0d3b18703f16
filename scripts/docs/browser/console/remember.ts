import type { KeptTarget } from './target-part.ts';

/** What a reader asked the browser to keep for one tab. */
export type Kept = {
  readonly target: KeptTarget;
  readonly credentials: { readonly [scheme: string]: string };
};

const keyOf = (api: string): string => `contracts-console:${api}`;

/** What is kept for an API; `undefined` if there is nothing, or if the browser keeps nothing. */
export function recall(api: string): Kept | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(api));
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}

/** Keeps it until the tab is closed; `undefined` forgets it. */
export function remember(api: string, kept: Kept | undefined): void {
  try {
    if (kept === undefined) sessionStorage.removeItem(keyOf(api));
    else sessionStorage.setItem(keyOf(api), JSON.stringify(kept));
  } catch {
    // the browser keeps nothing, which is what most readers want
  }
}
