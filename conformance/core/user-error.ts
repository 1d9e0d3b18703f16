/** A mistake of the user: one sentence with the way out. Commands print it and exit with 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
