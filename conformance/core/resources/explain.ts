import type { Need, Resource, ResourceModel, Role } from './model.ts';

/** The resources of a description as lines of text: each inference with its reason. */
export function explained(model: ResourceModel): readonly string[] {
  const resources = [...model.resources.values()].filter(({ roles }) => roles.length > 0);
  const others = [...model.roles.values()].filter(
    ({ operation }) => !model.subjects.has(operation.id),
  );
  return [
    ...resources.flatMap((resource) => [
      titleOf(resource),
      ...resource.roles.flatMap((role) => linesOf(role, model)),
    ]),
    ...(others.length > 0
      ? ['of no resource', ...others.flatMap((role) => linesOf(role, model))]
      : []),
  ];
}

const titleOf = ({ path, names, parent }: Resource): string =>
  `${path}  ${names[0] ?? 'thing'}${parent === undefined ? '' : `, below ${parent}`}`;

function linesOf({ operation, effect, reason }: Role, { needs }: ResourceModel): readonly string[] {
  const { id, method, path } = operation;
  return [
    `  ${effect.padEnd(8)}${id}  ${method} ${path}  (${reason})`,
    ...(needs.get(id) ?? []).flatMap(needLine),
  ];
}

function needLine({ place, sources, required }: Need): readonly string[] {
  const [first, ...rest] = sources;
  if (!first) return required ? [`          needs ${place}, and nothing gives it`] : [];
  const others = rest.length > 0 ? `, else ${rest.map(({ resource }) => resource).join(', ')}` : '';
  return [`          needs ${place} from ${first.resource}${others}  (${first.reason})`];
}

/**
 * The resources as a Mermaid flowchart: an arrow leads from a resource to one whose operations need
 * its things.
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function graphOf(model: ResourceModel): readonly string[] {
  const resources = [...model.resources.values()].filter(({ roles }) => roles.length > 0);
  const ids = new Map(resources.map(({ path }, index) => [path, `r${index + 1}`]));
  const nodes = resources.map(
    ({ path, roles }) =>
      `  ${ids.get(path)}["${path}<br>${[...new Set(roles.map(({ effect }) => effect))].join(', ')}"]`,
  );
  const arrows = new Set(
    resources.flatMap(({ path, roles }) =>
      roles.flatMap(({ operation }) =>
        (model.needs.get(operation.id) ?? []).flatMap(({ sources: [source] }) =>
          source && source.resource !== path && ids.has(source.resource)
            ? [`  ${ids.get(source.resource)} --> ${ids.get(path)}`]
            : [],
        ),
      ),
    ),
  );
  return ['flowchart LR', ...nodes, ...arrows];
}
