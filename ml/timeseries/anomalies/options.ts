import * as E from 'fp-ts/lib/Either.js';

export type AnomalyOptions = {
  /** In values, such as 7 for days with a week; none for no season. */
  readonly periods: ReadonlyArray<number>;
  /** 365 for days, 52 for weeks. */
  readonly valuesPerYear: number;
  /** The sensitivity: how many alarms a year a series may cause in which nothing happens. */
  readonly falseAlarmsPerYear: number;
  /** What a deviation of its whole expected value would weigh, in whatever the business counts in. */
  readonly weight: number;
  /** Whether values are counts of events, whose scatter grows with them. */
  readonly counts: boolean;
};

export const ANOMALY_OPTIONS: AnomalyOptions = {
  periods: [7],
  valuesPerYear: 365,
  falseAlarmsPerYear: 1,
  weight: 1,
  counts: false,
};

/** An option outside of what it can be. */
export type OptionRefusal = { readonly _tag: 'BadOption'; readonly option: keyof AnomalyOptions };

const isPeriod = (period: number) => Number.isInteger(period) && period >= 2 && period <= 366;
const isPositive = (value: number) => value > 0 && Number.isFinite(value);

export const checkOptions = (options: AnomalyOptions): E.Either<OptionRefusal, AnomalyOptions> => {
  const bad = (option: keyof AnomalyOptions) => E.left({ _tag: 'BadOption' as const, option });
  if (!options.periods.every(isPeriod)) return bad('periods');
  if (!isPositive(options.valuesPerYear)) return bad('valuesPerYear');
  if (!isPositive(options.falseAlarmsPerYear)) return bad('falseAlarmsPerYear');
  return isPositive(options.weight) ? E.right(options) : bad('weight');
};

/** The p-value below which a value alarms. */
export const alarmLevelOf = ({ falseAlarmsPerYear, valuesPerYear }: AnomalyOptions): number =>
  Math.min(0.5, falseAlarmsPerYear / valuesPerYear);
