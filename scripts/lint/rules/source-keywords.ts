import { isText, members, type Context, type Members, type Rule } from '../rule.ts';

/** Evidence for a rule that is not there is a leftover, or belongs to another place. */
export const sourceKeywords: Rule = {
  id: 'source-keywords',
  summary: 'Every keyword that a source speaks of stands beside it.',
  visit: () => {
    // a schema is visited before its properties
    const requiredMembers = new Set<string>();
    const judge = (node: unknown, context: Context): void => {
      const isRequiredMember = requiredMembers.has(context.location.absolutePointer);
      judgeSources(members(node), isRequiredMember, context);
    };
    return {
      Schema({ properties, required }, { location }) {
        if (!Array.isArray(required)) return;
        for (const name of Object.keys(members(properties)))
          if (required.includes(name))
            requiredMembers.add(location.child(['properties', name]).absolutePointer);
      },
      any(node, context) {
        // where names are free, as in `properties`, `x-source` is one of them
        if (context.type.extensionsPrefix !== undefined) judge(node, context);
      },
      ref: judge,
    };
  },
};

function judgeSources(
  node: Members,
  isRequiredMember: boolean,
  { report, location }: Context,
): void {
  for (const { keyword, path } of keywordsOf(node['x-source'])) {
    if (Object.hasOwn(node, keyword) || (keyword === 'required' && isRequiredMember)) continue;
    report({
      message: `This source speaks of \`${keyword}\`, but ${absence(keyword)}.`,
      location: location.child(['x-source', ...path]),
    });
  }
}

type Place = { readonly keyword: string; readonly path: readonly (string | number)[] };

/** The keywords that the sources name, each with its place below `x-source`. */
const keywordsOf = (sources: unknown): Place[] =>
  listed(sources).flatMap(({ value: source, path }) =>
    listed(members(source).keyword).flatMap(({ value: keyword, path: below }) =>
      isText(keyword) ? [{ keyword, path: [...path, 'keyword', ...below] }] : [],
    ),
  );

/** The elements of a list, or a value that needs no list; each with its place. */
const listed = (value: unknown): { readonly value: unknown; readonly path: readonly number[] }[] =>
  Array.isArray(value)
    ? value.map((element, index) => ({ value: element, path: [index] }))
    : [{ value, path: [] }];

const absence = (keyword: string): string =>
  keyword === 'required'
    ? 'nothing is required here: `required` does not stand beside it, nor does the object around it list this member. ' +
      'Move the source to the member or list that it speaks of, or remove it'
    : 'that keyword does not stand beside it. Correct the name, or move the source to the schema that has it';
