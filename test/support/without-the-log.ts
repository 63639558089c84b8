/** Where something stands in the log, and when we said it: right to differ between two systems that were told the same. */
const ABOUT_THE_LOG = new Set(['revision', 'occurredAt', 'scoredAt']);

/** What is held, but for where it stands in the log. */
export const withoutTheLog = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutTheLog);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !ABOUT_THE_LOG.has(key))
      .map(([key, held]) => [key, withoutTheLog(held)]),
  );
};
