import type { Position } from '../../application/position.js';
import type { EventType } from '../../domain/catalogue.js';
import { makeParked, type Parked, type ParkedStream } from '../parking/parked-stream.js';
import { type Reactor, reactorLease } from '../reactor.js';
import { type Checkpoint, type Share, untouched } from '../read-store.js';
import { makeOwnStatus, type OwnStatus } from './own-status.js';
import type { Report } from './report.js';
import { makeRetries, type Retries } from './retries.js';

/** A reactor is not divided. */
export const PARTITION = 0;

/** A reactor while this process runs it. */
export type HeldReactor = {
  readonly reactor: Reactor;
  readonly lease: Share;
  readonly handles: ReadonlySet<EventType>;
  readonly status: OwnStatus;
  readonly retries: Retries;
  readonly report: Report;
  checkpoint: Checkpoint;
  /** As far as events were gathered, or put aside. */
  seen: Position | undefined;
  parked: Parked;
  /** What the next commit parks. */
  toPark: ReadonlyArray<ParkedStream>;
};

/** Nothing is known yet of where it stands. */
export const holdReactor = (reactor: Reactor, holder: string, report: Report): HeldReactor => {
  const { name } = reactor;
  const status = makeOwnStatus(name, 1, report);
  return {
    reactor,
    lease: { name: reactorLease(reactor), partitions: [PARTITION], holder },
    handles: new Set(reactor.handles),
    status,
    retries: makeRetries(name, status, report),
    report,
    checkpoint: untouched,
    seen: undefined,
    parked: makeParked([]),
    toPark: [],
  };
};
