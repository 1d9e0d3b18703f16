import { isDay } from './days.ts';
import type { Format } from './format.ts';

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

function isDate(text: string, firstYear: number): boolean {
  const parts = pattern.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  return year! >= firstYear && isDay(year!, month!, day!);
}

// the calendars of Python and .NET start with the year 1
export const isStrictDate = (text: string): boolean => isDate(text, 1);
export const isLooseDate = (text: string): boolean => isDate(text, 0);

/** @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export const date: Format = {
  name: 'date',
  strict: isStrictDate,
  loose: isLooseDate,
  valid: ['2023-07-14', '2024-02-29', '1999-12-31'],
  near: { 'no-such-day': '2024-02-30', 'two-digits': '24-02-29', slashes: '2024/02/29' },
  between: { 'year-zero': '0000-02-29' },
};
