import type { AccountId } from '../../domain/ids.js';
import type { Metadata } from '../metadata.js';
import type { Position } from '../position.js';

/** What is said of accounts by the models in use, as those ask for it who do not score themselves. */
export type PredictionServing = {
  /**
   * Says anew what is to be expected of root accounts, from the facts as the read models have them. Answers how many predictions
   * are new, and where the last of them stands in the log. Rejects where they cannot be recorded.
   */
  readonly predictNow: (
    accountIds: ReadonlyArray<AccountId>,
    by: Metadata,
  ) => Promise<{ readonly appended: number; readonly position: Position | undefined }>;
  /** Champions that cannot be used, so that the one before answers in their place; and the tag of why. */
  readonly unserved: () => Promise<
    ReadonlyArray<{ readonly model: string; readonly version: string; readonly because: string }>
  >;
};
