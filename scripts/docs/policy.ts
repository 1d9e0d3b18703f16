import { cached } from '../../conformance/core/memoize.ts';
import { consoleOrigins } from './console/origins.ts';
import type { Reference } from './reference/model.ts';
import type { Site } from './site-model.ts';

/**
 * The content security policy of a page: markup of a description can't load, run or send anything. Only the
 * console's servers can be called, and only from pages of their API.
 */
export const policyOf = (reference: Reference | undefined, { settings }: Site): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...(reference ? originsOf(reference, settings.servers) : [])].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

const known = new WeakMap<Reference, readonly string[]>();

const originsOf = (reference: Reference, servers: readonly string[]): readonly string[] =>
  cached(known, reference, () =>
    consoleOrigins(reference.contract, servers).filter((origin) => origin !== "'self'"),
  );
