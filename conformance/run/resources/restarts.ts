import { namesThing } from '../../core/resources/path-families.ts';
import { withEffect } from '../../core/resources/model.ts';
import type { Case } from '../../generators/case.ts';
import { preparation, requestAbout, type Ask } from './preparation.ts';
import { isIdentified, type Thing, type Things } from './things.ts';

/** So many things are asked for after a restart, those that were made last. */
const most = 100;

/**
 * What a target lost while it was down: one that keeps all in its memory comes back empty, and is not to
 * blame for what then follows.
 */
export class Restarts {
  readonly #notes: string[] = [];
  #losses = 0;

  /** When the target was down, and what it lost. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  /** How often the target came back without things of the run. */
  get losses(): number {
    return this.#losses;
  }

  /**
   * Asks a target that came back for what the run made before, and forgets what is lost; whether
   * anything is.
   */
  async check({ id }: Case, things: Things | undefined, ask: Ask): Promise<boolean> {
    let lost = 0;
    for (const thing of things?.made.slice(-most) ?? []) {
      if (!(await isLost(thing, ask))) continue;
      thing.isGone = true;
      lost += 1;
    }
    if (lost > 0) this.#losses += 1;
    const what = lost === 1 ? '1 thing' : `${lost} things`;
    this.#notes.push(
      `the target was down when ${id} was sent, and came back${lost > 0 ? ` without ${what} that the run had made` : ''}`,
    );
    return lost > 0;
  }
}

async function isLost(thing: Thing, ask: Ask): Promise<boolean> {
  const reader = withEffect(thing.resource, 'read').find(({ path }) => namesThing(path));
  if (!reader || !isIdentified(thing)) return false;
  const answered = await ask(preparation(reader, requestAbout(reader, thing)));
  return answered !== undefined && [404, 410].includes(answered.exchange.reply.status);
}
