import { tokensOf } from '../../conformance/core/pointer.ts';
import { members, type Context, type Location } from './rule.ts';

/** A value in a description: where it stands, and the values that it leads to. */
export class DescriptionNode {
  readonly value: unknown;
  readonly location: Location;
  readonly #resolve: Context['resolve'];

  constructor(value: unknown, { location, resolve }: Pick<Context, 'location' | 'resolve'>) {
    this.value = value;
    this.location = location;
    this.#resolve = resolve;
  }

  /** The member of an object or the element of an array, as written; a reference stays one. */
  at(name: string): DescriptionNode | undefined {
    const { value } = this;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    return this.#at((value as Record<string, unknown>)[name], this.location.child([name]));
  }

  /** The target of a Reference Object, which may be in another file; any other node itself. */
  target(): DescriptionNode {
    if (typeof members(this.value).$ref !== 'string') return this;
    const { node, location } = this.#resolve(this.value, this.location.source.absoluteRef);
    return this.#at(node, location ?? this.location);
  }

  /** Steps down by several names and follows references on the way. */
  descend(...names: readonly string[]): DescriptionNode | undefined {
    let found: DescriptionNode | undefined = this.target();
    for (const name of names) found = found?.at(name)?.target();
    return found;
  }

  /** Steps down likewise, to every member of an object or element of an array. */
  *each(...names: readonly string[]): Generator<readonly [string, DescriptionNode]> {
    const owner = this.descend(...names);
    for (const name of Object.keys(Object(owner?.value))) yield [name, owner!.at(name)!.target()];
  }

  /** Whether this schema describes the value at a JSON Pointer, in which `*` is some element. */
  describes(pointer: string): boolean {
    return this.#describes(tokensOf(pointer), new Set());
  }

  #describes(tokens: readonly string[], seen: Set<unknown>): boolean {
    const [token, ...rest] = tokens;
    if (token === undefined) return true;
    // a schema may lead back to itself through `allOf` without coming nearer to the value
    if (seen.has(this.value)) return false;
    seen.add(this.value);
    return (
      this.#ofSameValue().some((schema) => schema.#describes(tokens, seen)) ||
      this.#ofMember(token).some((schema) => schema.#describes(rest, new Set()))
    );
  }

  #ofSameValue(): DescriptionNode[] {
    const branches = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => [...this.each(keyword)]);
    return [this.target(), ...branches.map(([, branch]) => branch)];
  }

  #ofMember(token: string): DescriptionNode[] {
    const property = this.at('properties')?.at(token) ?? this.at('additionalProperties');
    const element = token === '*' || /^\d+$/.test(token) ? this.at('items') : undefined;
    // `true` allows a value but says nothing about it
    return [property, element].filter((schema) => typeof schema?.value === 'object') as this[];
  }

  #at(value: unknown, location: Location): DescriptionNode {
    return new DescriptionNode(value, { location, resolve: this.#resolve });
  }
}
