export type Progress = {
  /** Places are opened and passed over in ascending order. */
  readonly open: (place: number) => void;
  readonly passOver: (place: number) => void;
  /** In any order. */
  readonly close: (place: number) => void;
  /** The last place up to which nothing is open. */
  readonly reached: () => number;
  /** How many places lie behind `reached`. */
  readonly passed: () => number;
};

type Stretch = { end: number; length: number; closed: boolean };

/** How far a reader is that finishes what it reads out of order. It keeps one entry for each open place, however many are passed over. */
export const makeProgress = (start: number): Progress => {
  const stretches = new Map<number, Stretch>();
  let newest: Stretch | undefined;
  let reached = start;
  let passed = 0;

  return {
    open: (place) => {
      newest = { end: place, length: 1, closed: false };
      stretches.set(place, newest);
    },
    passOver: (place) => {
      if (newest === undefined || stretches.size === 0) {
        reached = place;
        passed += 1;
      } else {
        newest.end = place;
        newest.length += 1;
      }
    },
    close: (place) => {
      const stretch = stretches.get(place);
      if (stretch === undefined) return;
      stretch.closed = true;
      for (const [first, { closed, end, length }] of stretches) {
        if (!closed) return;
        stretches.delete(first);
        reached = end;
        passed += length;
      }
    },
    reached: () => reached,
    passed: () => passed,
  };
};
