import type { Anomaly } from '../api/anomaly-types.js';
import { dayWords, numberWords, percentWords } from '../words.js';

/** What it was, and what was expected. */
export const foundWords = ({ from, day, value, low, high }: Anomaly): string => {
  const since = from === day ? '' : `, since ${dayWords(from)}`;
  const was = value === null ? 'Nothing was told' : numberWords(value);
  return `${was} on ${dayWords(day)}${since}; ${numberWords(low)} to ${numberWords(high)} was expected`;
};

export const severityWords = ({
  value,
  expected,
  severity,
}: Pick<Anomaly, 'value' | 'expected' | 'severity'>): string => {
  if (value === null) return 'Missing';
  const share = severity >= 10 ? `${numberWords(Math.round(severity))} times` : percentWords(severity);
  return `${share} ${value < expected ? 'below' : 'above'} expected`;
};

/** The bands of health serve for how bad it is. */
export const severityBand = ({ severity, value }: Pick<Anomaly, 'severity' | 'value'>): string => {
  if (value === null || severity >= 0.5) return 'critical';
  return severity >= 0.25 ? 'at-risk' : 'watch';
};
