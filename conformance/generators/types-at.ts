import type { JsonType } from '../core/schema/model.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** The types that some branch of a location documents. */
export const typesAt = ({ alternatives }: SchemaLocation): JsonType[] => [
  ...new Set(alternatives.flatMap(({ types }) => types)),
];

/** The first branch of each location: the branches of a location refuse the same types. */
export const eachPlace = (locations: readonly SchemaLocation[]): SchemaLocation[] =>
  [...Map.groupBy(locations, ({ pointer, name }) => pointer + name.split('/')[0]).values()].map(
    ([first]) => first!,
  );

/** Whether a location is an object that is incomplete without some member. */
export const requiresMembers = ({ alternatives }: SchemaLocation): boolean =>
  alternatives.every(({ required }) => required.length > 0);
