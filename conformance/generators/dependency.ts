import type { Json } from '../core/json.ts';
import { escapeToken, isObject } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';
import { firstValid, memberShapes } from '../core/instances/instance.ts';
import { allowed, forbidden } from './propose.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.4 */
export const dependency: CaseGenerator = {
  id: 'dependency',
  summary: 'A member with those that it demands, and without each of them.',
  *generate({ sites }) {
    for (const site of sites) {
      if (!isObject(site.value)) continue;
      for (const [name, needed] of site.shape.dependentRequired) {
        let whole: { readonly [member: string]: Json } = site.value as {
          readonly [member: string]: Json;
        };
        for (const member of [...needed, name]) {
          if (Object.hasOwn(whole, member)) continue;
          const shapes = site.shape.properties.get(member) ?? memberShapes(site.shape, member);
          const made = shapes
            ? firstValid(
                shapes,
                'required',
                'readOnly',
                (value) => member !== name || site.allows({ ...whole, [member]: value }),
              )
            : 'value';
          whole = { ...whole, [member]: made ?? 'value' };
        }
        if (!site.allows(whole)) continue;
        yield allowed(
          site,
          'dependentRequired',
          `with-${name}`,
          whole,
          `has \`${name}\` and what that demands`,
        );
        for (const other of needed) {
          const lacking = Object.fromEntries(
            Object.entries(whole).filter(([member]) => member !== other),
          );
          if (!site.allows(lacking))
            yield forbidden(
              site,
              'dependentRequired',
              `${name}-without-${other}`,
              lacking,
              `has \`${name}\` and lacks \`${other}\`, which that demands`,
              `/${escapeToken(other)}`,
            );
        }
      }
    }
  },
};
