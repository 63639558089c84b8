import type { SensitivityState } from './state.js';

/** Where nobody said otherwise. */
export const USUAL_FALSE_ALARMS = 1;

/** Of several segments that an account is in, the one that is looked at most closely. */
const most = (values: ReadonlyArray<number>): number | undefined =>
  values.length === 0 ? undefined : Math.max(...values);

/**
 * What holds for a metric of an account that is in these segments: what was said of both, else of a segment, else of the
 * metric, else of everything.
 */
export const sensitivityFor = (
  { settings }: SensitivityState,
  metric: string,
  segments: ReadonlySet<string>,
): number => {
  const said = (isMeant: (metric: string | null, segment: string | null) => boolean): number | undefined =>
    most(
      Object.values(settings).flatMap(({ value }) =>
        value.falseAlarmsPerYear !== null && isMeant(value.metric, value.segment) ? [value.falseAlarmsPerYear] : [],
      ),
    );
  const isIn = (segment: string | null): boolean => segment !== null && segments.has(segment);
  return (
    said((of, segment) => of === metric && isIn(segment)) ??
    said((of, segment) => of === null && isIn(segment)) ??
    said((of, segment) => of === metric && segment === null) ??
    said((of, segment) => of === null && segment === null) ??
    USUAL_FALSE_ALARMS
  );
};
