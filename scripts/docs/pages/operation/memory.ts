import type { Memory } from '../../../../conformance/core/contract/model.ts';
import { code, joined, sentence, type Inline } from '../../content/inline.ts';
import type { OperationPart } from './part.ts';
import type { Say } from '../../words/words.ts';

/** `x-memory`: what a server keeps of a request, and shows later. */
export const memory: OperationPart = {
  order: 55,
  blocks({ operation: { operation }, site: { say } }) {
    const items = (operation?.responses ?? []).flatMap(({ status, content, memory: own }) =>
      [own, ...content.map((media) => media.memory)]
        .filter((each) => each !== undefined)
        .flatMap((each) => sentences(each, say).map((text): Inline => [status, ': ', text])),
    );
    return items.length === 0
      ? []
      : [
          { kind: 'heading', level: 2, id: 'remembered', content: say('remembered') },
          { kind: 'list', items },
        ];
  },
};

function sentences(each: Memory, say: Say): Inline[] {
  const thing = each.of;
  const told = (
    key: 'rememberedKeeps' | 'rememberedRecalls' | 'rememberedCreates',
    places: Iterable<string>,
  ) => {
    const names = [...places];
    return names.length > 0 && withPlaces(say(key, { thing, what: '{what}' }), names);
  };
  return [
    told('rememberedKeeps', [...each.keeps.values(), ...each.merges.values()]),
    told('rememberedRecalls', each.recalls.keys()),
    told('rememberedCreates', each.creates),
    each.updates.length > 0 &&
      withPlaces(say('rememberedUpdates', { what: '{what}' }), each.updates),
    each.lists !== undefined &&
      sentence(say('rememberedLists', { thing, place: `\`${each.lists}\`` })),
    each.deletes && say('rememberedDeletes', { thing }),
  ].filter((part) => part !== false);
}

function withPlaces(text: string, places: readonly string[]): Inline {
  const [before, after] = text.split('{what}');
  return [
    before,
    joined(
      places.map((place) => code(place)),
      ', ',
    ),
    after,
  ];
}
