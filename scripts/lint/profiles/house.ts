import * as rules from '../rules/index.ts';
import type { Profile } from './profile.ts';

/** For descriptions of which every line has evidence, and every message a named example. */
export const house: Profile = {
  extends: ['recommended-strict'],
  rules: {
    // all rules of this package, except where one of them is a part of another
    ...Object.fromEntries(Object.values(rules).map(({ id }) => [`contracts/${id}`, 'error'])),

    // on top of recommended-strict: what a reader and a frontend need
    'component-name-unique': 'error',
    'operation-description': 'error',
    'operation-singular-tag': 'error',
    'operation-tag-defined': 'error',
    'parameter-description': 'error',
    'tag-description': 'error',

    // an example that breaks its own schema would make the mock lie
    'no-invalid-media-type-examples': 'error',
    'no-invalid-parameter-examples': 'error',
    'no-invalid-schema-examples': 'error',

    // a licence in a description of somebody else's API is not ours to give
    'info-license': 'off',
    'info-license-strict': 'off',
  },
};
