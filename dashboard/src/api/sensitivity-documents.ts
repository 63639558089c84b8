import { document } from './document.js';
import type { Changed } from './types.js';

export type SensitivitySetting = {
  readonly metric: string | null;
  readonly segment: string | null;
  readonly falseAlarmsPerYear: number;
};

export const readSensitivity = document<
  {
    readonly detectorSensitivity: {
      readonly version: number;
      readonly usual: number;
      readonly settings: ReadonlyArray<SensitivitySetting>;
    };
  },
  Record<string, never>
>(/* GraphQL */ `
  query ReadSensitivity {
    detectorSensitivity { version usual settings { metric segment falseAlarmsPerYear } }
  }`);

export const setSensitivity = document<
  { readonly changed: Changed },
  { metric: string | null; segment: string | null; falseAlarmsPerYear: number | null }
>(/* GraphQL */ `
  mutation SetSensitivity($metric: String, $segment: String, $falseAlarmsPerYear: Float) {
    changed: setSensitivity(metric: $metric, segment: $segment, falseAlarmsPerYear: $falseAlarmsPerYear) { position }
  }`);

/** Of all accounts together, or of those of a segment. */
export const tryDetector = document<
  {
    readonly detector: {
      readonly from: string;
      readonly to: string;
      readonly alarms: ReadonlyArray<{ readonly kind: string; readonly day: string }>;
    };
  },
  { metric: string; segment: string | null; from: string; to: string; falseAlarmsPerYear: number }
>(/* GraphQL */ `
  query TryDetector($metric: String!, $segment: String, $from: Day!, $to: Day!, $falseAlarmsPerYear: Float!) {
    detector(metric: $metric, segment: $segment, from: $from, to: $to, falseAlarmsPerYear: $falseAlarmsPerYear) {
      from to alarms { kind day }
    }
  }`);
