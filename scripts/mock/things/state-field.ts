/** The header field that says what of the state a response does not show. */
export const stateField = (notes: readonly string[]): { readonly [name: string]: string } =>
  notes.length === 0 ? {} : { 'x-contract-state': notes.join('; ').slice(0, 500) };
