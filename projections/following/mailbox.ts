import type { LogBatch } from '../../application/ports/event-store.js';
import { comparePositions, type Position } from '../../application/position.js';

/** Batches on their way to one reader of the log, which takes all that wait at once. */
export type Mailbox = {
  /** Leaves out what the reader was given before. */
  readonly put: (batch: LogBatch) => void;
  /**
   * Everything that waits, as one batch: at once where the log was read to its end, else once enough came together.
   * `undefined` if nothing came in time or the mailbox is closed.
   */
  readonly take: (withinMs: number) => Promise<LogBatch | undefined>;
  /** Resolves once fewer events wait than it may hold. */
  readonly room: () => Promise<void>;
  readonly close: () => void;
  readonly isOpen: () => boolean;
  /** Up to where the reader was given the log. */
  readonly given: () => Position | undefined;
};

const isAfter = (a: Position, b: Position | undefined): boolean => b === undefined || comparePositions(a, b) > 0;

const since = (batch: LogBatch, given: Position | undefined): LogBatch => {
  const [first] = batch.events;
  if (first === undefined || isAfter(first.position, given)) return batch;
  return { ...batch, events: batch.events.filter(({ position }) => isAfter(position, given)) };
};

const joined = (batches: ReadonlyArray<LogBatch>): LogBatch | undefined => {
  const last = batches.at(-1);
  if (last === undefined || batches.length === 1) return last;
  const none: LogBatch['events'] = [];
  return { ...last, events: none.concat(...batches.map(({ events }) => events)) };
};

export const makeMailbox = (
  after: Position | undefined,
  { enough, mayHold }: { readonly enough: number; readonly mayHold: number },
): Mailbox => {
  let waiting: Array<LogBatch> = [];
  let held = 0;
  let given = after;
  let open = true;
  let onMail: () => void = () => undefined;
  let onRoom: () => void = () => undefined;
  const isEnough = (): boolean => waiting.at(-1)?.caughtUp === true || held >= enough;
  return {
    put: (batch) => {
      const isNews = isAfter(batch.position, given);
      if (!open || !(isNews || batch.caughtUp)) return;
      const unseen = since(batch, given);
      waiting.push(unseen);
      held += unseen.events.length;
      if (isNews) given = batch.position;
      onMail();
    },
    take: async (withinMs) => {
      if (open && !isEnough()) {
        await new Promise<void>((done) => {
          const timer = setTimeout(done, withinMs);
          onMail = () => {
            if (open && !isEnough()) return;
            clearTimeout(timer);
            done();
          };
        });
      }
      const batch = joined(waiting);
      waiting = [];
      held = 0;
      onRoom();
      return open ? batch : undefined;
    },
    room: () =>
      new Promise((done) => {
        if (!open || held < mayHold) done();
        else onRoom = done;
      }),
    close: () => {
      open = false;
      waiting = [];
      held = 0;
      onMail();
      onRoom();
    },
    isOpen: () => open,
    given: () => given,
  };
};
