/** Escapes a text for a RegExp without the flags `u` and `v`. TypeScript lacks `RegExp.escape`. */
export const escapeRegExp = (text: string): string =>
  text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
