/**
 * A command as readers of a site type it: they have neither this repository nor the package, which `npx`
 * fetches.
 */
export const readerLine = (command: string, rest: string): string =>
  `npx openapi-contract-suite ${command} ${rest}`;
