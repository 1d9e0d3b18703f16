import { pointerOf } from '../../../conformance/core/pointer.ts';
import { UserError } from '../../../conformance/core/user-error.ts';

/** A mistake in what someone gave to control the mock, and the pointer to it. */
export class ControlMistake extends UserError {
  readonly problem: string;
  readonly pointer: string;

  constructor(problem: string, at: readonly (string | number)[]) {
    const pointer = pointerOf(at);
    const sentence = problem.replace(/\.?$/, '.');
    super(pointer === '' ? sentence : `${pointer}: ${sentence}`);
    this.problem = sentence;
    this.pointer = pointer;
  }
}
