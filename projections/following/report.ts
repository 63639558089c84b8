/** What the operator should know about the readers of the log. Holds nothing personal. */
export type ReaderReport =
  | { readonly _tag: 'LogUnavailable'; readonly reason: string; readonly retryInMs: number }
  | { readonly _tag: 'StoreUnavailable'; readonly reader: string; readonly reason: string; readonly retryInMs: number }
  | {
      readonly _tag: 'HandlingFailed';
      readonly reader: string;
      readonly reason: string;
      readonly failures: number;
      readonly retryInMs: number;
    }
  /** A stream was put aside: see `treering parked`. */
  | { readonly _tag: 'Parked'; readonly reader: string; readonly reason: string }
  /** A stream that was put aside was read again, and is put aside no longer. */
  | { readonly _tag: 'Repaired'; readonly reader: string; readonly streamName: string }
  | { readonly _tag: 'CaughtUp'; readonly reader: string; readonly position: string }
  | { readonly _tag: 'Stopped'; readonly reader: string; readonly reason: string };

export type Report = (report: ReaderReport) => void;
