import type { WireRequest } from '../../core/http/messages.ts';
import type { Outcome } from './outcome.ts';

type Make = () => WireRequest | Promise<WireRequest>;

/** The methods of requests that change nothing. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
export const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

const base: Make = () => ({ method: 'GET', path: '/', headers: [] });

/** What tells whether a server is there: the last request that it answered and that changes nothing. */
export class Sentinel {
  #make: Make | undefined;
  #isKnown = false;

  /** Takes in a request that was answered. */
  answered(make: Make, { method }: WireRequest): void {
    this.#isKnown = true;
    if (safeMethods.includes(method)) this.#make = make;
  }

  /** Whether the server ever answered. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Whether the server answers the same request again, or one to its base URL. */
  async answers(send: (make: Make) => Promise<Outcome>): Promise<boolean> {
    for (const make of this.#make ? [this.#make, base] : [base])
      if ((await send(make)).kind === 'reply') return true;
    return false;
  }
}
