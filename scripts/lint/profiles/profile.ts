/** How loud a rule is. */
export type Severity = 'error' | 'warn' | 'off';

/** A set of rules that a configuration extends: those of Redocly by their ids, ours as `contracts/<id>`. */
export type Profile = {
  /** Sets of Redocly, the last of which counts most. */
  readonly extends: readonly string[];
  readonly rules: {
    readonly [rule: string]:
      | Severity
      | { readonly severity: Severity; readonly [option: string]: unknown };
  };
};
