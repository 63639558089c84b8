import { isBefore, type Position } from '../../application/position.js';
import { type OwnedShare, own } from '../folding/owned-share.js';
import type { Generation } from '../generation.js';
import type { ReadStore, Share } from '../read-store.js';
import type { OwnStatus } from './own-status.js';

/** A share of a read model that this process holds: read when it is needed, and read again after any doubt. */
export type ShareInHand = {
  /** Rejects with `StoreUnavailable`. */
  readonly take: () => Promise<OwnedShare | 'lost' | 'set-back'>;
  /** What was taken and is not in doubt. */
  readonly taken: () => OwnedShare | undefined;
  readonly letGo: () => void;
  /** A batch, or a repair, was committed. */
  readonly committed: (owned: OwnedShare) => void;
  /** Nothing was written: somebody else moved the checkpoints, or a crash of the store did. */
  readonly afterLoss: () => Promise<'lost' | 'set-back'>;
};

export const makeShareInHand = (
  store: ReadStore,
  generation: Generation,
  share: Pick<Share, 'partitions' | 'holder'>,
  status: OwnStatus,
): ShareInHand => {
  let owned: OwnedShare | undefined;
  /** Batches are given from here on. A store that crashed may have forgotten that it stood here. */
  let reached: Position | undefined;

  const left = <A extends 'lost' | 'set-back'>(outcome: A, reason: string): A => {
    owned = undefined;
    status.lost(reason);
    return outcome;
  };
  const lost = (): 'lost' => left('lost', 'its partitions are read by another process');
  const committed = ({ checkpoint, parked }: OwnedShare): void => {
    reached = checkpoint.position;
    status.running(checkpoint, parked);
  };
  const take = async (): Promise<OwnedShare | 'lost' | 'set-back'> => {
    if (owned !== undefined) return owned;
    const taken = await own(store, generation, share);
    if (taken === 'lost') return lost();
    if (isBefore(taken.checkpoint.position, reached)) return left('set-back', 'the store forgot what it had taken');
    owned = taken;
    committed(taken);
    return taken;
  };
  const letGo = (): void => {
    owned = undefined;
  };
  return {
    take,
    taken: () => owned,
    letGo,
    committed,
    afterLoss: async () => {
      letGo();
      const again = await take();
      return typeof again === 'string' ? again : lost();
    },
  };
};
