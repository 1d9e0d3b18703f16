import { escapeRegExp } from '../core/escape-reg-exp.ts';

/** An error of a hook, with its place in the user's file. */
export class HookFailure extends Error {
  /**
   * @param file the file as messages name it
   * @param name the hook
   */
  constructor(file: string, name: string, thrown: unknown) {
    const { message, stack = '' } = thrown instanceof Error ? thrown : new Error(String(thrown));
    // a stack has absolute paths or URLs
    const place = new RegExp(`${escapeRegExp(file)}:(\\d+):\\d+`).exec(stack)?.[1];
    const { cause } = thrown as { readonly cause?: unknown };
    const reason = cause instanceof Error ? ` (${cause.message})` : '';
    const [first] = `${message}${reason}`.split('\n');
    super(`${file}${place === undefined ? '' : `:${place}`}: the hook "${name}" failed: ${first}`);
  }
}
