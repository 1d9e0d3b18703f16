import type { FetchedCredential, Origin } from '../core/auth/credentials.ts';
import type { Fetched, Recipe } from '../core/auth/recipe.ts';
import { redactor } from '../core/auth/redact.ts';
import type { Contract, SecurityScheme } from '../core/contract/model.ts';

/** A credential is renewed so many seconds before it expires, or in the second half of a short life. */
const margin = 30;
/** How often in a row none may be given before no more is asked for. */
const patience = 3;

export type Fetching = {
  readonly recipe: Recipe;
  /** The file and the line that say so, for messages. */
  readonly place: string;
  /** The variable of a shell that stands for it in curl lines. */
  readonly variable: string;
  /** Asks a server for the credential. */
  readonly fetch: () => Promise<Fetched>;
  /** The time in milliseconds; only differences count. */
  readonly now?: () => number;
};

/** A credential that is fetched with the first `ready`, and renewed from then on. */
export function fetchedCredential(
  { api }: Pick<Contract, 'api'>,
  { name }: Pick<SecurityScheme, 'name'>,
  { recipe, place, variable, fetch, now = () => performance.now() }: Fetching,
): FetchedCredential {
  return new Renewable(
    { fetch, now, subject: `The credential of ${api}'s security scheme "${name}"` },
    {
      secrets: recipe.secrets,
      place,
      isCookie: 'login' in recipe && recipe.login.cookie !== undefined,
      origin: { kind: 'variable', name: variable },
    },
  );
}

type Source = Required<Pick<Fetching, 'fetch' | 'now'>> & {
  /** The credential, as the subject of a sentence. */
  readonly subject: string;
};

class Renewable implements FetchedCredential {
  readonly kind = 'fetched';
  readonly isCookie: boolean;
  readonly origin: Origin;
  readonly place: string;
  readonly #source: Source;
  readonly #secrets: Set<string>;
  #value: string | undefined;
  /** When it is renewed, and when it is good no more. */
  #renewal = Number.POSITIVE_INFINITY;
  #end = Number.POSITIVE_INFINITY;
  #failures = 0;
  #failure: string | undefined;
  #pending: Promise<string | undefined> | undefined;

  constructor(
    source: Source,
    {
      secrets,
      isCookie,
      origin,
      place,
    }: Pick<FetchedCredential, 'secrets' | 'isCookie' | 'origin' | 'place'>,
  ) {
    this.#source = source;
    this.#secrets = new Set(secrets);
    this.isCookie = isCookie;
    this.origin = origin;
    this.place = place;
  }

  get value(): string {
    return this.#value ?? '';
  }

  get secrets(): readonly string[] {
    return [...this.#secrets];
  }

  async ready(): Promise<string | undefined> {
    const now = this.#source.now();
    if (this.#value !== undefined && now < this.#renewal) return undefined;
    const reason = await this.#fetch();
    // it is good to its end, also where no other one could be had
    return this.#value !== undefined && now < this.#end ? undefined : reason;
  }

  async renew(refused: string): Promise<string | undefined> {
    return this.#value === refused ? this.#fetch() : this.ready();
  }

  /** Fetches it once, however many ask for it at the same time. */
  #fetch(): Promise<string | undefined> {
    if (this.#failures >= patience) return Promise.resolve(this.#failure);
    this.#pending ??= this.#fetchNow().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #fetchNow(): Promise<string | undefined> {
    const { fetch, now, subject } = this.#source;
    const fetched = await fetch();
    const reason = 'reason' in fetched ? fetched.reason : unsendable(fetched.value);
    if (reason !== undefined || !('value' in fetched)) {
      this.#failures += 1;
      // the one that is there is used to its end before another is asked for
      this.#renewal = this.#end;
      const failure = `${subject} could not be fetched: ${reason}`;
      // what an answer repeats may be a secret
      this.#failure = redactor([], this.secrets)({ failure }).failure;
      return this.#failure;
    }
    const { value, lifetime = Number.POSITIVE_INFINITY, refreshToken } = fetched;
    this.#failures = 0;
    this.#value = value;
    for (const secret of [value, refreshToken]) if (secret) this.#secrets.add(secret);
    this.#end = now() + lifetime * 1000;
    this.#renewal = this.#end - Math.min(margin, lifetime / 2) * 1000;
    return undefined;
  }
}

/** Why no header field can hold a value. */
const unsendable = (value: string): string | undefined =>
  /[^\t\x20-\x7e\x80-\xff]/.test(value)
    ? 'it holds a character that no header field can carry'
    : undefined;
