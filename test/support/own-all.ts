import { type OwnedShare, own } from '../../projections/folding/owned-share.js';
import { generationName } from '../../projections/generation.js';
import { allPartitions, PARTITIONS } from '../../projections/partitions.js';
import type { Projection } from '../../projections/projection.js';
import type { ReadStore } from '../../projections/read-store.js';

/** Everything of a read model's live generation, held by one process. */
export const ownAll = async (store: ReadStore, projection: Projection, holder = 'test'): Promise<OwnedShare> => {
  const [generation] = await store.live([projection]);
  if (generation === undefined) throw new Error(`${projection.name} was not prepared`);
  await store.claim(holder, [{ name: generationName(generation), partitions: PARTITIONS }]);
  const owned = await own(store, generation, { partitions: allPartitions, holder });
  if (owned === 'lost') throw new Error(`the partitions of ${projection.name} stand at different places`);
  return owned;
};
