/** What a job was asked for with: small, and text only. */
export type JobData = Readonly<Record<string, string>>;

/** Work to be done once, after the work it waits for. `id` names it for ever: letters, digits, `.`, `_` and `-`. */
export type JobRequest = {
  readonly name: string;
  readonly id: string;
  readonly data: JobData;
  readonly after?: ReadonlyArray<JobRequest>;
};

export type Job = {
  readonly id: string;
  readonly data: JobData;
  /** From 1 on. */
  readonly attempt: number;
  /** Aborted where the process stops. The job is tried again later, here or elsewhere. */
  readonly signal: AbortSignal;
};

/** By name. A handler that rejects is tried again; it may run more than once, also at the same time after a crash, so doing it twice must do no harm. */
export type JobHandlers = Readonly<Record<string, (job: Job) => Promise<void>>>;

/** Work of each day, or of each week that begins on a Monday (UTC): what is asked for on that day, with an id made of it. */
export type JobSchedule = {
  readonly name: string;
  readonly every: 'day' | 'week';
  readonly requestOn: (day: string) => JobRequest;
};

export type JobState = 'waiting' | 'running' | 'done' | 'failed';

export type JobQueue = {
  /** Whether processes share it, so that work survives one of them and is seen by all. */
  readonly isShared: boolean;
  /** Asks for work. An id that was asked for before is not asked for again, whatever became of it. */
  readonly add: (request: JobRequest) => Promise<void>;
  /** `undefined` where it was never asked for, or so long ago that it is forgotten. */
  readonly stateOf: (id: string) => Promise<JobState | undefined>;
  /**
   * Does what is asked for, a few jobs at a time, and asks for what is scheduled: at once for the day and week that run, and as each
   * begins. Any number of processes may. To stop waits for what is being done, which is told to end by its signal.
   */
  readonly work: (
    handlers: JobHandlers,
    schedules: ReadonlyArray<JobSchedule>,
    options: { readonly atOnce: number; readonly onFailure: (failed: FailedJob) => void },
  ) => Promise<{ readonly stop: () => Promise<void> }>;
};

/** `isLast` says that it is not tried again, so that what waits for it fails too. */
export type FailedJob = {
  readonly name: string;
  readonly id: string;
  readonly attempt: number;
  readonly isLast: boolean;
  readonly error: unknown;
};

/** How often a job is tried, and how long after the first failure; twice as long after each other. */
export type JobRetries = { readonly attempts: number; readonly delayMs: number };
