/**
 * Whether the major version rose from one version to the next. Before 1.0, the minor version stands for
 * it. Versions that are none of Semantic Versioning, such as dates, don't rise.
 * @see https://semver.org/spec/v2.0.0.html#spec-item-4
 */
export function majorRose(old: string | undefined, fresh: string | undefined): boolean {
  const [before, after] = [partsOf(old), partsOf(fresh)];
  if (!before || !after) return false;
  if (after.major !== before.major) return after.major > before.major;
  return after.major === 0 && after.minor > before.minor;
}

function partsOf(
  version: string | undefined,
): { readonly major: number; readonly minor: number } | undefined {
  // `2026-11-29` is a date
  const [, major, minor = '0'] =
    /^v?(\d{1,6})(?:\.(\d+))?(?:\.\d+)?(?:-(?!\d+-\d)[\w.-]+)?(?:\+[\w.-]+)?$/.exec(
      version ?? '',
    ) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}
