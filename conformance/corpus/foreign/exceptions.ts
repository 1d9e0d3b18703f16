/** A difference between a mock and the runner that stays, and why. */
export type Exception = {
  /** The name of the description, as `npm run foreign` prints it. */
  readonly description: string;
  readonly check: string;
  /** Without it, of every operation. */
  readonly operation?: string;
  readonly reason: string;
};

export const exceptions: readonly Exception[] = [];
