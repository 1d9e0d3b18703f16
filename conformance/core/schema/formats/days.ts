/** Whether a day of the Gregorian calendar exists. */
export function isDay(year: number, month: number, day: number): boolean {
  // `Date` reads the years 0 to 99 as 1900 to 1999, so the year is set apart
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
