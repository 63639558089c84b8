import { laterOf, type Position } from '../../application/position.js';
import type { StoredEvent } from '../envelope/stored-event.js';

/** What the log said between two events. It counts only once the events before it are taken. */
type Remark = { readonly afterEvents: number } & (
  | { readonly _tag: 'Checkpoint'; readonly position: Position }
  | { readonly _tag: 'CaughtUp' }
  | { readonly _tag: 'FellBehind' }
);

export type Mail = {
  readonly events: ReadonlyArray<StoredEvent>;
  /** The same events, where they came from another thread. */
  readonly segment?: Uint8Array<ArrayBuffer>;
  readonly position: Position;
  readonly caughtUp: boolean;
};

/**
 * What a subscription received and nobody has taken yet. The client tells of checkpoints, and of having caught up, while
 * events that come before them may still wait in its own buffer: `ahead` is how many do.
 */
export const makeInbox = (start: Position) => {
  let events: Array<StoredEvent> = [];
  let remarks: Array<Remark> = [];
  let received = 0;
  let taken = 0;
  let position = start;
  let live = false;
  let lagging = false;

  const heed = (remark: Remark): void => {
    if (remark._tag === 'Checkpoint') position = laterOf(position, remark.position);
    else {
      live = remark._tag === 'CaughtUp';
      lagging = false;
    }
  };

  return {
    size: (): number => events.length,
    /** At the head of the log, as far as was taken. */
    isLive: (): boolean => live,
    receive: (event: StoredEvent): void => {
      events.push(event);
      received++;
    },
    checkpoint: (at: Position, ahead: number): void => {
      remarks.push({ _tag: 'Checkpoint', position: at, afterEvents: received + ahead });
    },
    caughtUp: (ahead: number): void => {
      remarks.push({ _tag: 'CaughtUp', afterEvents: received + ahead });
    },
    fellBehind: (ahead: number): void => {
      remarks.push({ _tag: 'FellBehind', afterEvents: received + ahead });
    },
    /** The log was told to wait: it may have gone on without us, and does not always say when we are with it again. */
    heldBack: (): void => {
      lagging ||= live;
      live = false;
    },
    /** Nothing came for a while though we were ready for it. */
    quiet: (): void => {
      if (lagging) remarks.push({ _tag: 'CaughtUp', afterEvents: received });
    },
    /** At most `max` events; `undefined` while there is nothing new to tell. */
    take: (max: number): Mail | undefined => {
      const batch = events.length <= max ? events : events.slice(0, max);
      events = events.length <= max ? [] : events.slice(max);
      taken += batch.length;
      const last = batch.at(-1);
      if (last !== undefined) position = laterOf(position, last.position);
      const due = remarks.filter(({ afterEvents }) => afterEvents <= taken);
      remarks = remarks.slice(due.length);
      due.forEach(heed);
      if (batch.length === 0 && due.length === 0) return undefined;
      return { events: batch, position, caughtUp: live && events.length === 0 && remarks.length === 0 };
    },
  };
};
