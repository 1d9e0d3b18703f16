import type { Site } from './site-model.ts';

/**
 * The content security policy of a page: markup of a description can't load, run or send anything. Only the
 * console's servers can be called.
 */
export const policyOf = (_: Site, isServed: boolean): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'`,
    "base-uri 'none'",
    "form-action 'none'",
    ...(isServed ? [] : []),
  ].join('; ');
