import type { OperationValidators } from '../../../frontend/validators.ts';
import type { ConsoleOperation } from './operation.ts';
import type { Words } from './words.ts';

/** What the parts of one console share. */
export type Context = {
  readonly operation: ConsoleOperation;
  readonly validators: OperationValidators<unknown>;
  readonly words: Words;
};

/** A part of the form, and what it says. */
export type Part<Value> = { readonly element: HTMLElement; readonly read: () => Value };
