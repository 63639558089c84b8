import type { Freshness } from '../api/types.js';

/** What a part of the account page that reads for itself is given. */
export type PartProps = {
  readonly accountId: string;
  /** An instant of today. */
  readonly today: number;
  /** Goes up with every live change of the account. */
  readonly changes: number;
  readonly tellFreshness: (...told: ReadonlyArray<Freshness>) => void;
};
