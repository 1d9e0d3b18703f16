import type { OperationValidators } from '../../../frontend/validators.ts';
import type { ConsoleOperation } from './operation.ts';

/** Puts the console of an operation into an element. */
export function mount(
  element: HTMLElement,
  operation: ConsoleOperation,
  _validators: OperationValidators<unknown>,
): void {
  element.textContent = operation.facts.id;
}
