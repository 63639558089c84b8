import type { ConsumerId } from './consumers.js';
import type { Message } from './message.js';

export type NackAction = 'Park' | 'Retry' | 'Skip' | 'Stop';

export type Nacked = {
  readonly _tag: 'Nacked';
  readonly consumer: ConsumerId;
  readonly ids: ReadonlyArray<string>;
  readonly action: NackAction;
  readonly reason: string;
};

export type Happening<A> =
  | { readonly _tag: 'Read'; readonly message: Message<A> }
  | { readonly _tag: 'PassedOver'; readonly position: number }
  | { readonly _tag: 'Connected'; readonly consumer: ConsumerId; readonly slots: number }
  | { readonly _tag: 'Disconnected'; readonly consumer: ConsumerId }
  | { readonly _tag: 'Blocked'; readonly consumer: ConsumerId; readonly blocked: boolean }
  | { readonly _tag: 'Acked'; readonly consumer: ConsumerId; readonly ids: ReadonlyArray<string> }
  | Nacked
  | { readonly _tag: 'ParkSettled'; readonly id: string; readonly kept: boolean }
  | { readonly _tag: 'CheckpointSettled'; readonly kept: boolean }
  | { readonly _tag: 'TruncationSettled'; readonly kept: boolean }
  | { readonly _tag: 'TimePassed' }
  | { readonly _tag: 'Stopped' };

export type Decision<A> =
  | { readonly _tag: 'Send'; readonly consumer: ConsumerId; readonly message: Message<A>; readonly retryCount: number }
  | { readonly _tag: 'Park'; readonly message: Message<A>; readonly reason: string }
  /** Everything up to and with this place of the log is done. */
  | { readonly _tag: 'SaveCheckpoint'; readonly position: number }
  /** Everything up to and with this revision of the parked stream is done. */
  | { readonly _tag: 'TruncateParked'; readonly revision: number }
  | { readonly _tag: 'Drop'; readonly consumer: ConsumerId }
  /** A consumer acked or nacked a message, so many milliseconds after it was sent. */
  | { readonly _tag: 'Answered'; readonly consumer: ConsumerId; readonly after: number };
