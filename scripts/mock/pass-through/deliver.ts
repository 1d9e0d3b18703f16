import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Judged, PassedReply } from './judge.ts';
import { replyTo, unknownCodingOf } from './reply.ts';

/** An answer of a real server on its way to the client. */
export type Delivery = {
  readonly answer: IncomingMessage;
  readonly response: ServerResponse;
  /** Judges the answer; `undefined` where no description says what it must be. */
  readonly judge: ((reply: PassedReply) => Judged) | undefined;
  /** Writes status and header fields, with the marks of what was found. */
  readonly writeHead: (judged: Judged | undefined) => void;
  /** How long the answer may be held back, in milliseconds. */
  readonly patience: number;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
};

/** The largest body that is held back and judged, in bytes. */
const judgedAtMost = 4 * 1024 * 1024;
const tooLarge = `the body is larger than ${judgedAtMost / 1024 / 1024} MiB and is not judged`;
const slow = 'the body comes slowly: the log tells what is found in it';

/**
 * Sends an answer on, byte for byte. It is held back until its body is judged, so that its header fields
 * tell the findings; a large one, a slow one and a stream of events go on as they come. Returns what
 * was found at last. Throws if the answer breaks off.
 */
export async function deliver(delivery: Delivery): Promise<Judged | undefined> {
  const { answer, judge, patience } = delivery;
  const passage = new Passage(delivery);
  const unread = whyUnread(answer);
  if (!judge || unread !== undefined) passage.begin(() => judgedHead(delivery, unread));
  const timer = setTimeout(() => {
    try {
      passage.begin(() => judgedHead(delivery, slow));
    } catch (error) {
      answer.destroy(error as Error);
    }
  }, patience);
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      passage.keep(chunk);
      if (passage.whole === undefined) passage.begin(() => judgedHead(delivery, tooLarge));
      await passage.write(chunk);
    }
  } finally {
    clearTimeout(timer);
  }
  const judged = judgedAtLast(delivery, passage.whole, unread);
  passage.begin(() => judged);
  delivery.response.end();
  return judged;
}

/** What is found without the body, and why there is none. */
function judgedHead({ answer, judge }: Delivery, unread?: string): Judged | undefined {
  const judged = judge?.(replyTo(answer, undefined));
  return judged && unread !== undefined ? { ...judged, unjudged: unread } : judged;
}

function judgedAtLast(
  delivery: Delivery,
  whole: readonly Buffer[] | undefined,
  unread: string | undefined,
): Judged | undefined {
  const { answer, response, judge } = delivery;
  // an answer to HEAD has the fields of a body, and no body
  if (response.req.method === 'HEAD') return judgedHead(delivery);
  if (unread !== undefined || !whole) return judgedHead(delivery, unread ?? tooLarge);
  return judge?.(replyTo(answer, Buffer.concat(whole)));
}

/** Why the body of an answer is not read, whatever it is. */
function whyUnread(answer: IncomingMessage): string | undefined {
  if (/^text\/event-stream\b/i.test(answer.headers['content-type'] ?? ''))
    return 'the body is a stream of events and is not judged';
  const coding = unknownCodingOf(answer);
  return coding && `the body has the Content-Encoding ${coding}, which the mock can't read`;
}

/** Holds an answer back until it begins, and keeps its body as long as that is not too large. */
class Passage {
  readonly #delivery: Delivery;
  /** The body so far, while it may be judged. */
  #kept: Buffer[] | undefined;
  /** What is not sent yet. */
  readonly #held: Buffer[] = [];
  #size = 0;
  #hasBegun = false;

  constructor(delivery: Delivery) {
    this.#delivery = delivery;
    this.#kept = delivery.judge && [];
  }

  /** The body so far; `undefined` if it is too large. */
  get whole(): readonly Buffer[] | undefined {
    return this.#kept;
  }

  /** Sends the beginning, with what was judged by then, unless it was sent. */
  begin(judge: () => Judged | undefined): void {
    if (this.#hasBegun) return;
    const { response, writeHead } = this.#delivery;
    writeHead(judge());
    this.#hasBegun = true;
    // sends the header fields as they are: `flushHeaders` would write them in UTF-8
    response.write('', 'latin1');
    for (const chunk of this.#held) response.write(chunk);
    this.#held.length = 0;
  }

  keep(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > judgedAtMost) this.#kept = undefined;
    else this.#kept?.push(chunk);
  }

  /** Sends a part of the body as fast as the client takes it, or holds it back. */
  async write(chunk: Buffer): Promise<void> {
    const { response, signal } = this.#delivery;
    if (!this.#hasBegun) this.#held.push(chunk);
    else if (!response.write(chunk)) await once(response, 'drain', { signal });
  }
}
