import { levelAt, type Regime } from './level-changes.js';

export type LevelChange = {
  readonly kind: 'level-shift' | 'trend-change';
  /** The level where the later regime begins, or the slope a step, by kind. */
  readonly before: number;
  readonly after: number;
};

/** Whether one regime leads to the next more by a jump or more by a turn. */
export const levelChange = (left: Regime, right: Regime): LevelChange => {
  const before = levelAt(left, right.from);
  const after = levelAt(right, right.from);
  const reach = Math.min(left.until - left.from, right.until - right.from) / 2;
  return Math.abs(after - before) >= Math.abs(right.slope - left.slope) * reach
    ? { kind: 'level-shift', before, after }
    : { kind: 'trend-change', before: left.slope, after: right.slope };
};
