import type { Connection } from '../../../application/ports/connections.js';
import type { Feed } from '../../../ingestion-adapters/feed.js';
import type { Company } from '../../../simulator/company.js';
import type { Random } from '../../../simulator/prng.js';
import type { AnswerOfVendor } from '../../support/vendors/over-http.js';
import type { SimulatedClock } from './clock.js';
import type { Outcome } from './outcome.js';

export type World = {
  readonly company: Company;
  readonly clock: Pick<SimulatedClock, 'now'>;
  readonly random: Random;
};

/** A vendor that holds what the simulator says, as it is at the time of a clock. */
export type SimulatedVendor = {
  /** As it is kept, with the credentials that were given last. */
  readonly connection: () => Connection;
  readonly feeds: ReadonlyArray<Feed>;
  readonly answer: AnswerOfVendor;
  readonly nextChangeAt: () => number | undefined;
  /** Somebody gives the connection new credentials, where those it had have run out. Whether they had. */
  readonly renew: () => boolean;
  /** What is true in the end, as far as it can be known from this vendor. */
  readonly truth: Outcome;
};
