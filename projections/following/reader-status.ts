/** How one reader of the log is doing. */
export type ReaderStatus = {
  readonly name: string;
  /** How many partitions of it this process reads. */
  readonly partitions: number;
  readonly state: 'starting' | 'running' | 'waiting' | 'stopped' | 'lost';
  readonly position: string | null;
  readonly caughtUp: boolean;
  /** Names of the streams that it has put aside. */
  readonly parked: ReadonlyArray<string>;
  /** Why it waits or stopped. */
  readonly reason: string | null;
};
