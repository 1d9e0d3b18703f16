import type { FlatSchema } from '../schema/model.ts';
import type { Choices } from './choices.ts';

/** The number of steps that varied numbers are spread over without a bound. */
const spread = 1000;

/** A number near the lower bound of a schema; anywhere between its bounds if it is varied. */
export function makeNumber(
  flat: FlatSchema,
  isWhole: boolean,
  { pick }: Choices,
  isVaried: boolean,
): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = flat;
  const step = isWhole && !Number.isInteger(stepOf(flat)) ? 1 : stepOf(flat);
  const [least, most] = exactRange(
    Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity),
    Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity),
  );
  const inside = (number: number) => {
    if (number === exclusiveMinimum) return number + step;
    return number === exclusiveMaximum ? number - step : number;
  };
  const last = Math.floor(most / step);
  const hasLeast = least > -Infinity;
  // `+ 0` because the nearest integer to -0.5 is -0, which JSON does not have
  const between = (found: number) =>
    // between narrow bounds there may be no multiple of the step, but there is a middle
    (found >= least && found <= most ? exact(found) : (least + most) / 2) + 0;
  if (isVaried) {
    const from = hasLeast ? Math.ceil(least / step) : Math.min(0, last - spread);
    const count = Math.max(1, (most < Infinity ? last : from + spread) - from + 1);
    return between(inside((from + pick(count)) * step));
  }
  const first = inside(hasLeast ? Math.ceil(least / step) * step : Math.min(step, last * step));
  const next = first + pick(3) * step;
  return between(next < most || next === maximum ? next : first);
}

/** Without the bounds beyond what a double holds exactly, if there are numbers between them. */
function exactRange(least: number, most: number): [least: number, most: number] {
  const largest = Number.MAX_SAFE_INTEGER;
  if (least > largest || most < -largest) return [least, most];
  return [least < -largest ? -Infinity : least, most > largest ? Infinity : most];
}

/** The least step between two numbers that a flattened schema allows. */
export const stepOf = ({ types, multipleOf }: FlatSchema): number =>
  multipleOf[0] ?? (types.includes('number') ? 0.5 : 1);

/** Removes the rounding error of a sum of decimal fractions. */
export const exact = (value: number): number =>
  Number.isInteger(value) ? value : Number(value.toPrecision(15));
