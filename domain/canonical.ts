const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, held]) => [key, ordered(held)]));
};

/** JSON with sorted keys: equal values give equal text, wherever they were stored in between. */
export const canonical = (value: unknown): string => JSON.stringify(ordered(value)) ?? '';
