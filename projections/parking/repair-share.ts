import type { Outcome } from '../following/log-reader.js';
import type { ShareInHand } from '../following/share-in-hand.js';
import type { Generation } from '../generation.js';
import { type AskedRepairsDeps, doAskedRepairs } from './asked-repairs.js';
import type { LookOut } from './look-out.js';

/**
 * Does the repairs that were asked for of a share that this process holds, and reads the share again where that changed
 * it. Rejects with `StoreUnavailable`.
 */
export const repairShare = async (
  deps: AskedRepairsDeps,
  generation: Generation,
  share: ShareInHand,
  lookOut: LookOut,
): Promise<Outcome> => {
  const held = await share.take();
  if (typeof held === 'string') return held;
  const { checkpoint, parked, toPark } = held;
  const { position } = checkpoint;
  if (position === undefined || toPark.length > 0 || parked.streams().length === 0) return 'handled';
  const outcome = await doAskedRepairs(deps, generation, held, { ...checkpoint, position });
  lookOut.looked();
  if (outcome === 'lost') return share.afterLoss();
  if (outcome === 'unchanged') return 'handled';
  share.letGo();
  const again = await share.take();
  if (typeof again === 'string') return again;
  again.checkpoint = checkpoint;
  share.committed(again);
  return 'handled';
};
