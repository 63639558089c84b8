/** How one reader of the log is doing. */
export type ReaderStatus = {
  readonly name: string;
  readonly state: 'starting' | 'running' | 'waiting' | 'stopped';
  readonly position: string | null;
  readonly caughtUp: boolean;
  /** Why it waits or stopped. */
  readonly reason: string | null;
};
