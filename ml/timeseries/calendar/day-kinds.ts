const DAY = 86_400_000;

/** 1 for Monday to 7 for Sunday, of a day counted from 1970-01-01. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** 0 for the first day of a month. */
export const daysFromMonthStart = (day: number): number => new Date(day * DAY).getUTCDate() - 1;

/** 0 for the last day of a month. */
export const daysToMonthEnd = (day: number): number => {
  const date = new Date(day * DAY);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - date.getUTCDate();
};
