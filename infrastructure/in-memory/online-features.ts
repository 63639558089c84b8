import type { FeatureRow, OnlineFeatures } from '../../application/ports/feature-store.js';
import { comparePositions } from '../../application/position.js';

const isNewer = (row: FeatureRow, held: FeatureRow): boolean => {
  const order = comparePositions(row.position, held.position);
  return order === 0 ? row.day >= held.day : order > 0;
};

/** In this process. */
export const makeInMemoryOnlineFeatures = (): OnlineFeatures => {
  const sets = new Map<string, Map<string, FeatureRow>>();
  const rowsOf = (set: string): Map<string, FeatureRow> => {
    const held = sets.get(set) ?? new Map<string, FeatureRow>();
    sets.set(set, held);
    return held;
  };
  return {
    put: async (set, rows) => {
      const all = rowsOf(set);
      for (const row of rows) {
        const held = all.get(row.accountId);
        if (held === undefined || isNewer(row, held)) all.set(row.accountId, row);
      }
    },
    get: async (set, accountId) => rowsOf(set).get(accountId),
    forget: async (set, accountIds) => {
      for (const id of accountIds) rowsOf(set).delete(id);
    },
  };
};
