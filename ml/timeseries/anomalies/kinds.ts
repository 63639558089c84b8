/** Kinds of anomaly that are looked for: each may use so small a share of the false alarms. */
export const KINDS = 6;
