const DAY = /^(\d{4})-(\d\d?)-(\d\d?)$/;
const AGE = /^(\d{1,4})\s*(d|w|m|y)$/i;
const END_OF_DAY = [23, 59, 59, 999] as const;

/**
 * Reads a day: a date such as "2026-01-31", or an age such as "30d", "6w", "3m" or "1y" (days, weeks, months, years
 * before today).
 *
 * @param edge Part of the day to return: its start or its end, by the clock of this computer.
 * @returns the time as an ISO 8601 date in UTC; undefined for another text, and for a day that does not exist.
 */
export function readDay(text: string, edge: 'start' | 'end', today = new Date()): string | undefined {
  const day = dayOf(text.trim(), today);
  if (edge === 'start') day?.setHours(0, 0, 0, 0);
  else day?.setHours(...END_OF_DAY);
  return day?.toISOString();
}

function dayOf(text: string, today: Date): Date | undefined {
  const [, year, month, date] = DAY.exec(text) ?? [];
  if (year !== undefined) {
    const day = new Date(Number(year), Number(month) - 1, Number(date));
    // JavaScript reads February 30 as March 2
    return day.getMonth() === Number(month) - 1 && day.getDate() === Number(date) ? day : undefined;
  }
  const [, count, unit] = AGE.exec(text) ?? [];
  return count === undefined ? undefined : before(today, Number(count), unit.toLowerCase());
}

function before(today: Date, count: number, unit: string): Date {
  const day = new Date(today);
  switch (unit) {
    case 'd':
      day.setDate(day.getDate() - count);
      return day;
    case 'w':
      day.setDate(day.getDate() - 7 * count);
      return day;
    default:
      return monthsBefore(day, unit === 'y' ? 12 * count : count);
  }
}

/** Returns the same date of an earlier month, or its last day if it is shorter. */
function monthsBefore(day: Date, count: number): Date {
  const date = day.getDate();
  day.setDate(1);
  day.setMonth(day.getMonth() - count);
  const last = new Date(day.getFullYear(), day.getMonth() + 1, 0).getDate();
  day.setDate(Math.min(date, last));
  return day;
}
