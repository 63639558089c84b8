/** How far from a marked change a found one may lie. */
const MARGIN = 5;

type Changes = ReadonlyArray<number>;

const mean = (values: ReadonlyArray<number>): number => values.reduce((sum, each) => sum + each, 0) / values.length;

const ascending = (changes: Iterable<number>): Changes => [...new Set(changes)].sort((a, b) => a - b);

/** Marked changes that have a found one near, each found one used once. */
const matched = (marked: Changes, found: Changes): number => {
  const left = new Set(found);
  return marked.filter((change) => {
    const [nearest] = [...left]
      .filter((each) => Math.abs(each - change) <= MARGIN)
      .sort((a, b) => Math.abs(a - change) - Math.abs(b - change) || a - b);
    return nearest !== undefined && left.delete(nearest);
  }).length;
};

/** F1 against several annotators: precision against what any of them marked, recall averaged over them; the first index counts as a change. van den Burg and Williams 2020, section 4.2. */
export const f1 = (annotations: ReadonlyArray<Changes>, found: Changes): number => {
  const ours = ascending([0, ...found]);
  const precision = matched(ascending([0, ...annotations.flat()]), ours) / ours.length;
  const recall = mean(
    annotations.map((marked) => {
      const theirs = ascending([0, ...marked]);
      return matched(theirs, ours) / theirs.length;
    }),
  );
  return (2 * precision * recall) / (precision + recall);
};

type Segment = readonly [from: number, until: number];

const segmentsOf = (changes: Changes, length: number): ReadonlyArray<Segment> => {
  const bounds = ascending([0, ...changes.filter((change) => change < length), length]);
  return bounds.slice(1).map((until, index) => [bounds[index] ?? 0, until]);
};

const jaccard = ([a, b]: Segment, [c, d]: Segment): number =>
  Math.max(0, Math.min(b, d) - Math.max(a, c)) / (Math.max(b, d) - Math.min(a, c));

/** How well the found segments cover the marked ones, averaged over annotators. Same paper, section 4.2 (Arbelaez et al. 2010). */
export const cover = (annotations: ReadonlyArray<Changes>, found: Changes, length: number): number => {
  const ours = segmentsOf(found, length);
  return mean(
    annotations.map((marked) =>
      segmentsOf(marked, length).reduce(
        (sum, theirs) =>
          sum + ((theirs[1] - theirs[0]) / length) * Math.max(...ours.map((own) => jaccard(theirs, own))),
        0,
      ),
    ),
  );
};
