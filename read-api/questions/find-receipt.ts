import * as E from 'fp-ts/lib/Either.js';
import type { ReceiptState } from '../../application/ports/receipts.js';
import { positionToText } from '../../application/position.js';
import type { Receipt } from '../answers/receipt.js';
import type { ReadSide } from '../deps.js';
import type { Limits } from '../limits.js';
import { makeWaitingRoom } from '../waiting-room.js';
import type { Answer } from './ask.js';

/** Some parts of a quarantined receipt could not be processed; the others were. */
const stateOf = ({ processedAt, quarantined }: ReceiptState): Receipt['state'] => {
  if (processedAt === undefined) return 'waiting';
  return quarantined > 0 ? 'quarantined' : 'processed';
};

const receiptOf = (state: ReceiptState): Receipt => ({
  id: state.id,
  state: stateOf(state),
  position: state.position === undefined ? null : positionToText(state.position),
  quarantinedParts: state.quarantined,
  attempts: state.attempts,
  receivedAt: state.receivedAt.toISOString(),
  processedAt: state.processedAt?.toISOString() ?? null,
});

export type FindReceipt = {
  /** As it is now; or, to one who waits, once it was processed, or as it is when it took too long. */
  readonly find: (id: string, options: { readonly wait: boolean }) => Answer<Receipt>;
  readonly close: () => void;
};

export const findReceipt = (
  { receipts }: Pick<ReadSide, 'receipts'>,
  { minPositionWaitMs, waiters }: Pick<Limits, 'minPositionWaitMs' | 'waiters'>,
): FindReceipt => {
  const now = async (
    id: string,
  ): Promise<E.Either<{ readonly _tag: 'ReceiptNotFound'; readonly receipt: string }, Receipt>> => {
    const [state] = await receipts.states([id]);
    return state === undefined ? E.left({ _tag: 'ReceiptNotFound', receipt: id }) : E.right(receiptOf(state));
  };
  const room = makeWaitingRoom<string, 'settled'>({
    look: async (ids) => {
      const states = new Map((await receipts.states([...new Set(ids)])).map((state) => [state.id, state]));
      return ids.map((id) => {
        const state = states.get(id);
        return state !== undefined && state.processedAt === undefined ? undefined : 'settled';
      });
    },
    longestMs: minPositionWaitMs,
    seats: waiters,
  });
  return {
    find:
      (id, { wait }) =>
      async () => {
        if (wait && (await room.wait(id)) === 'full') return E.left({ _tag: 'TooManyWaiting', most: waiters });
        return now(id);
      },
    close: room.close,
  };
};
