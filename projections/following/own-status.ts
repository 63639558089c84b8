import { positionToText } from '../../application/position.js';
import type { Parked } from '../parking/parked-stream.js';
import type { Checkpoint } from '../read-store.js';
import type { ReaderStatus } from './reader-status.js';
import type { Report } from './report.js';

/** What a reader says about itself. */
export type OwnStatus = {
  readonly now: () => ReaderStatus;
  readonly running: (at: Pick<Checkpoint, 'position' | 'caughtUp'>, parked: Pick<Parked, 'streams'>) => void;
  readonly waiting: (reason: string) => void;
  readonly lost: (reason: string) => void;
  /** Reports it, too. */
  readonly stopped: (reason: string) => 'stopped';
};

/** The status of a reader that is about to start. */
export const makeOwnStatus = (name: string, partitions: number, report: Report): OwnStatus => {
  let status: ReaderStatus = {
    name,
    partitions,
    state: 'starting',
    position: null,
    caughtUp: false,
    parked: [],
    reason: null,
  };
  const notRunning = (state: 'waiting' | 'lost' | 'stopped', reason: string): void => {
    status = { ...status, state, caughtUp: false, reason };
  };
  return {
    now: () => status,
    running: ({ position, caughtUp }, parked) => {
      const text = position === undefined ? null : positionToText(position);
      status = { ...status, state: 'running', position: text, caughtUp, parked: parked.streams(), reason: null };
    },
    waiting: (reason) => notRunning('waiting', reason),
    lost: (reason) => notRunning('lost', reason),
    stopped: (reason) => {
      notRunning('stopped', reason);
      report({ _tag: 'Stopped', reader: name, reason });
      return 'stopped';
    },
  };
};
