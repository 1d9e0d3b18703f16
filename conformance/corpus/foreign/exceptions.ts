/** A difference between a mock and the runner that stays, and why. */
export type Exception = {
  /** The name of the description, as `npm run foreign` prints it. */
  readonly description: string;
  readonly check: string;
  /** Without it, of every operation. */
  readonly operation?: string;
  readonly reason: string;
};

/** What `not-answered` says of some: no value at all is valid under the schema of the response. */
export const exceptions: readonly Exception[] = [
  {
    description: 'shipengine',
    check: 'not-answered',
    reason:
      'additionalProperties: false stands beside allOf, and documents none of the members that the parts require',
  },
  ...['getEdgeConfigItem', 'getEdgeConfigItems', 'get/v1/integrations/search-repo'].map(
    (operation) => ({
      ...{ description: 'vercel', check: 'not-answered', operation },
      reason: 'a required member has type "null", and oneOf beside it that does not allow null',
    }),
  ),
  {
    description: 'readme',
    check: 'list-complete',
    operation: 'getAPIKeys',
    reason:
      'the pattern of the address "uri" does not allow the path "@me", and a list shows no other name of a key',
  },
  {
    description: 'stripe',
    check: 'list-complete',
    operation: 'GetCustomersCustomerSources',
    reason:
      'the answer to a creation may be an account with nothing but its identifier, and the list may hold no account',
  },
];
