/** What a client in a thread of its own is asked to do, and what it answers. */
export type Job =
  | {
      readonly do: 'append';
      readonly stream: string;
      readonly seed: number;
      readonly size: number;
      readonly events: number;
      /** Events an append. */
      readonly batch: number;
      /** Appends that wait for their answer at a time. */
      readonly inFlight: number;
    }
  | {
      readonly do: 'subscribe';
      readonly stream: string;
      readonly subscribers: number;
      readonly events: number;
      /** Of the first ones nothing is said. */
      readonly warmUp: number;
    };

export type Answer =
  | { readonly _tag: 'Ready' }
  /** Of the clock that all threads share, in milliseconds. */
  | { readonly _tag: 'Appended'; readonly startedAt: number; readonly endedAt: number }
  | { readonly _tag: 'Heard'; readonly latencies: ReadonlyArray<number> };

export const sharedNow = (): number => performance.timeOrigin + performance.now();
