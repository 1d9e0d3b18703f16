import type { Format } from './format.ts';

/** Formats that limit nothing: they say what a text is for. */
const annotation = (name: string, ...valid: Format['valid']): Format => ({
  name,
  strict: () => true,
  loose: () => true,
  valid,
  near: {},
  between: {},
});

/** @see https://spec.openapis.org/registry/format/binary.html */
export const binary = annotation('binary', 'value', 'text');

/** @see https://spec.openapis.org/registry/format/password.html */
export const password = annotation('password', 'correct-Horse-7', 'Tr0ub4dor&3');
