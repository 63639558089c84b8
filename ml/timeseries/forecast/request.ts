/** What is asked of each of the series that are forecast together. */
export type ForecastRequest = {
  /** Steps ahead. */
  readonly horizon: number;
  /** Steps after which the series may repeat itself: `[12]` of months, `[7, 365]` of days; empty where it has no season. A season of which there are not yet two is not looked for. */
  readonly periods: ReadonlyArray<number>;
  /** Whether the series counts something, and so never goes below 0. */
  readonly count?: boolean;
};
