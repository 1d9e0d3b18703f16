/** A number as `digits` times a power of ten; exact, because it is written in decimal. */
type Decimal = { readonly digits: bigint; readonly exponent: number };

function decimalOf(value: number): Decimal {
  const [mantissa = '0', power = '0'] = value.toString().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(`${whole}${fraction}`), exponent: Number(power) - fraction.length };
}

/** Whether a number may be another one than was written: of the large ones a double has only some. */
export const isBeyondDoubles = (value: number): boolean =>
  Math.abs(value) > Number.MAX_SAFE_INTEGER;

/**
 * Whether a number is a multiple of another, as both are written in decimal: 19.99 is a multiple of
 * 0.01, which division of doubles denies. Of a number that may have lost digits it is assumed.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2.1
 */
export function isMultipleOf(value: number, step: number): boolean {
  if (!Number.isFinite(value) || step === 0) return false;
  if (isBeyondDoubles(value)) return true;
  const [one, other] = [decimalOf(value), decimalOf(step)];
  const least = Math.min(one.exponent, other.exponent);
  const scaled = ({ digits, exponent }: Decimal) => digits * 10n ** BigInt(exponent - least);
  return scaled(one) % scaled(other) === 0n;
}
