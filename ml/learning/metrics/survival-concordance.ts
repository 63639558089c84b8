/** Counts of ranks, and how many are below or at one. Fenwick 1994. */
const rankCounts = (ranks: number) => {
  const tree = new Uint32Array(ranks + 1);
  return {
    add: (rank: number): void => {
      for (let at = rank + 1; at <= ranks; at += at & -at) tree[at] = (tree[at] as number) + 1;
    },
    below: (rank: number): number => {
      let sum = 0;
      for (let at = rank; at > 0; at -= at & -at) sum += tree[at] as number;
      return sum;
    },
  };
};

/**
 * Of the pairs in which one is known to have ended first, the share where that one had the higher risk, ties of risk half.
 * NaN where there is no such pair. Harrell, Lee and Mark 1996.
 * @param risks one a row, higher where an end is expected earlier; no NaN
 * @param times until the end, or until nothing more is known
 * @param ended 1 where the end was seen at that time
 */
export const survivalConcordance = (risks: Float64Array, times: Float64Array, ended: Uint8Array): number => {
  const distinct = risks.slice().sort();
  const unique = distinct.filter((risk, i) => i === 0 || risk !== distinct[i - 1]);
  const rankOf = new Map(Array.from(unique, (risk, rank) => [risk, rank]));
  const rank = Uint32Array.from(risks, (risk) => rankOf.get(risk) as number);
  const latestFirst = Uint32Array.from(risks, (_, i) => i).sort((a, b) => (times[b] as number) - (times[a] as number));
  const later = rankCounts(unique.length);
  let seen = 0;
  let concordant = 0;
  let pairs = 0;
  for (let from = 0; from < latestFirst.length; ) {
    let to = from;
    while (to < latestFirst.length && times[latestFirst[to] as number] === times[latestFirst[from] as number]) to += 1;
    const together = latestFirst.subarray(from, to);
    for (const row of together) if (ended[row] === 0) later.add(rank[row] as number);
    const known = seen + together.reduce((sum, row) => sum + (ended[row] === 0 ? 1 : 0), 0);
    for (const row of together) {
      if (ended[row] === 0) continue;
      const lower = later.below(rank[row] as number);
      const equal = later.below((rank[row] as number) + 1) - lower;
      concordant += lower + equal / 2;
      pairs += known;
    }
    for (const row of together) if (ended[row] !== 0) later.add(rank[row] as number);
    seen += together.length;
    from = to;
  }
  return concordant / pairs;
};
