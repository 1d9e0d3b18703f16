import type { Operation } from '../core/contract/model.ts';
import type { Case } from '../generators/case.ts';

/** What came of a case: an answer, a connection that was cut, a server that is down after it. */
export type Ending = {
  readonly isAnswered: boolean;
  readonly isCut: boolean;
  readonly ends: boolean;
};

/** After so many cut connections in a row, of two operations or more, the server may be gone. */
const mostInARow = 5;
/** So many requests of a kind may be cut. */
const mostOfAKind = 2;
/** So many requests of an operation may end the server. */
const mostEnds = 3;

/** What a case is alike to: another one of its kind would most likely be cut too. */
type Kind = Pick<Case, 'operation' | 'generator'>;

/** Remembers which requests were answered and which connections were cut, to know what ends a server. */
export class Cuts {
  #lastAnswered: Case | undefined;
  /** The cases since then whose connection was cut. */
  #row: Case[] = [];
  readonly #kinds = new Map<string, number>();
  readonly #ends = new Map<string, number>();

  enter(testCase: Case, { isAnswered, isCut, ends }: Ending): void {
    if (isAnswered) {
      this.#lastAnswered = testCase;
      this.#row = [];
    }
    if (!isCut) return;
    this.#row.push(testCase);
    count(this.#kinds, nameOf(testCase));
    if (ends) count(this.#ends, testCase.operation.id);
  }

  /** Whether the server may be gone, though something before it takes connections. */
  mayBeGone(): boolean {
    const operations = new Set(this.#row.map(({ operation }) => operation.id));
    return this.#row.length >= mostInARow && operations.size > 1;
  }

  /** How many connections were cut in a row. */
  get inARow(): number {
    return this.#row.length;
  }

  /** Begins a new row, because the server answers after all. */
  forgive(): void {
    this.#row = [];
  }

  /** The last case that was answered. */
  get lastAnswered(): Case | undefined {
    return this.#lastAnswered;
  }

  /** The last request that was answered and the first that was not; empty if none ever was. */
  whereItEnded(unanswered: Case): string {
    if (!this.#lastAnswered) return '';
    const [first = unanswered] = this.#row;
    return `. The last answer came to ${inWords(this.#lastAnswered)}; the first request without one, which may have ended the server, was ${inWords(first)}`;
  }

  /** Why no more cases of a kind are sent. */
  reasonToSkip(kind: Kind): string | undefined {
    const { operation, generator } = kind;
    return (this.#kinds.get(nameOf(kind)) ?? 0) < mostOfAKind
      ? undefined
      : `the connection was cut at ${mostOfAKind} requests of ${operation.id} that the generator "${generator}" made, so no more of them are sent`;
  }

  /** Why an operation is asked no more. */
  reasonToLeave({ id }: Operation): string | undefined {
    return (this.#ends.get(id) ?? 0) < mostEnds
      ? undefined
      : `the server was down after ${mostEnds} requests of ${id}, so it is asked no more`;
  }
}

const nameOf = ({ operation, generator }: Kind): string => `${operation.id} ${generator}`;

const inWords = ({ id, operation: { method, path } }: Case): string =>
  `${method} ${path} (case ${id})`;

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
