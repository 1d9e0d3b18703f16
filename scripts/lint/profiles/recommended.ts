import type { Profile } from './profile.ts';

/**
 * For anybody's description. An error breaks OpenAPI or JSON Schema; a warning leaves a mock, checks or
 * generated code with less than the author wanted. What is a matter of taste is off.
 */
export const recommended: Profile = {
  extends: ['recommended'],
  rules: {
    // what makes the mock, the checks or generated code useless or wrong
    'contracts/echo-resolves': 'error',
    'contracts/example-valid': 'warn',
    'contracts/extensions-valid': 'error',
    'contracts/memory-resolves': 'error',
    'contracts/readable': 'error',
    'contracts/refusals-resolve': 'error',
    'contracts/required-described': 'warn',
    'contracts/source-keywords': 'error',
    'contracts/success-documented': 'warn',
    'contracts/usable': 'warn',
    'contracts/value-possible': 'warn',

    // `example-valid` judges as the mock does: another member, and a number in a parameter's text, are fine
    'no-invalid-media-type-examples': 'off',
    'no-invalid-parameter-examples': 'off',
    'no-invalid-schema-examples': { severity: 'warn', allowAdditionalProperties: true },
    // `usable` says which of two such paths is used
    'no-identical-paths': 'off',
    // `success-documented` knows that a redirect can be a success
    'operation-2xx-response': 'off',
    // `usable` names a scheme that is not defined; an operation without security is public
    'security-defined': 'off',

    // true, but no more than a hint
    'no-schema-type-mismatch': 'warn',
    'no-server-trailing-slash': 'warn',
    'nullable-type-sibling': 'warn',

    // valid in OpenAPI, and clear to every tool
    'no-ambiguous-paths': 'off',
    'no-empty-servers': 'off',
    'no-path-trailing-slash': 'off',
    'no-server-example.com': 'off',
    'no-unused-components': 'off',
    'operation-operationId-url-safe': 'off',
    // `anyOf` with one schema is how OpenAPI 3.0 says more beside a $ref
    'no-illogical-composition-keywords': 'off',
    // it overlooks what the other schemas of an `allOf` define: see `required-described`
    'no-required-schema-properties-undefined': 'off',

    // for readers: house rules
    'info-license': 'off',
    'info-license-strict': 'off',
    'operation-4xx-response': 'off',
    'operation-summary': 'off',
    'tag-description': 'off',
  },
};
