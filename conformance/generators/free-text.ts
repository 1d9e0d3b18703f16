import type { SchemaLocation } from './schema-locations.ts';

/** Whether a text may stand there of which at most the length is limited. */
export const isFreeText = ({ flat }: SchemaLocation): boolean =>
  flat.types.includes('string') &&
  !flat.enum &&
  (!flat.format || flat.format === 'password') &&
  flat.patterns.length === 0 &&
  !flat.contentEncoding;

/** Whether a text of so many characters is neither too short nor too long there. */
export const hasRoomFor = (
  { flat: { minLength = 0, maxLength = Infinity } }: SchemaLocation,
  text: string,
): boolean => {
  const { length } = [...text];
  return length >= minLength && length <= maxLength;
};
