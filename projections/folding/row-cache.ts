/** The rows written last, as long as nobody else may write them. Forgets the oldest beyond `limit`. */
export type RowCache<A> = {
  readonly get: (key: string) => A | undefined;
  readonly set: (key: string, row: A) => void;
};

export const makeRowCache = <A>(limit: number): RowCache<A> => {
  const rows = new Map<string, A>();
  return {
    get: (key) => rows.get(key),
    set: (key, row) => {
      rows.delete(key);
      rows.set(key, row);
      if (rows.size <= limit) return;
      for (const oldest of rows.keys()) {
        rows.delete(oldest);
        return;
      }
    },
  };
};
