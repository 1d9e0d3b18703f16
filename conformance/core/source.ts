/** A position in a description: the file as the user named it, and a JSON Pointer into it. */
export type Source = {
  readonly file: string;
  readonly pointer: string;
  /** The member that the rule at the position is about, where it is about one of several. */
  readonly member?: string;
};
