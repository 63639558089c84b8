/** Levels that follow the series at different speeds, what each has missed it by lately, and what is added to them by phase. */
export type Forecast = {
  readonly levels: ReadonlyArray<number>;
  readonly losses: ReadonlyArray<number>;
  readonly seasons: ReadonlyArray<ReadonlyArray<number>>;
};

export type MonitorState = {
  /** Values met, gaps included. */
  readonly at: number;
  /** The first values, until there are enough to forecast from; null for gaps. */
  readonly early: ReadonlyArray<number | null>;
  readonly forecast: Forecast | null;
  /** The latest errors of the forecast. */
  readonly errors: ReadonlyArray<number>;
  /** The same from the lowest to the highest. */
  readonly ascending: ReadonlyArray<number>;
  /** Without the season, the latest values since the level was last set anew. */
  readonly levels: ReadonlyArray<number>;
  /** Values that were there, gaps before the last of them, and gaps since. */
  readonly known: number;
  readonly gaps: number;
  readonly gap: number;
  /** Until which place each kind is not raised again. */
  readonly quiet: Readonly<Record<string, number>>;
};

export const initialState: MonitorState = {
  at: 0,
  early: [],
  forecast: null,
  errors: [],
  ascending: [],
  levels: [],
  known: 0,
  gaps: 0,
  gap: 0,
  quiet: {},
};
