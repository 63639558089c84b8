import type { SubscriptionOptions } from '../../application/ports/event-store.js';
import type { Position } from '../../application/position.js';

export type LogThreadOptions = { readonly connectionString: string; readonly categories: ReadonlyArray<string> };

/** What the thread that reads the log is asked; `id` is the subscription. */
export type ToLogThread =
  | { readonly _tag: 'Subscribe'; readonly id: number; readonly options: Omit<SubscriptionOptions, 'signal'> }
  /** One parcel was taken: there is room for another. */
  | { readonly _tag: 'Taken'; readonly id: number }
  | { readonly _tag: 'Unsubscribe'; readonly id: number };

/** What it sends: parcels of events as segments. */
export type FromLogThread =
  | {
      readonly _tag: 'Parcel';
      readonly id: number;
      readonly segment: Uint8Array<ArrayBuffer>;
      readonly position: Position;
      readonly caughtUp: boolean;
    }
  | { readonly _tag: 'Broken'; readonly id: number; readonly reason: string };

/** Parcels under way to one subscriber: enough that it never waits for the thread, few enough that memory stays flat. */
export const PARCELS_UNDER_WAY = 4;
