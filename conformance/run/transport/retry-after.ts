/**
 * How long an answer asks to wait, in milliseconds; `undefined` where it says nothing that can be
 * read.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfter(field: string | undefined, now: Date): number | undefined {
  if (field === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(field)) return Number(field) * 1000;
  // a date begins with the name of its day; Date.parse would take nearly any number for one too
  const date = /^\s*[A-Za-z]{3,9},? /.test(field) ? Date.parse(field) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
