export type SuiteOptions = {
  /** The folder of public data sets; suites that need none make their series from the seed. */
  readonly data: string | undefined;
  readonly seed: number;
};

/** Measures one thing, and prints a table with the published figures beside. */
export type Suite = (options: SuiteOptions) => Promise<void>;
