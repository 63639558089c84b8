export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const dateText = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** `yyyy-mm`. */
export const monthText = (time: number): string => new Date(time).toISOString().slice(0, 7);

/** The same day of another month, or its last day where there is no such day. */
export const addMonths = (time: number, months: number): number => {
  const from = new Date(time);
  const to = new Date(time);
  to.setUTCDate(1);
  to.setUTCMonth(from.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return to.getTime();
};

export const startOfMonth = (time: number): number => Date.parse(`${monthText(time)}-01T00:00:00Z`);
