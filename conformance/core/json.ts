/** The nouns of the runner, in order of appearance. Types only. */

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [member: string]: Json };
