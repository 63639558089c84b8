/** How fresh an answer is: the log position its read model stands at, and how far behind the log it was last seen. */
export type Freshness = {
  readonly readModel: string;
  /** As `positionToText` gives it; `null` while nothing was projected. */
  readonly position: string | null;
  /** Seconds the read model trails the log; 0 when it had read everything. */
  readonly lagSeconds: number;
};
