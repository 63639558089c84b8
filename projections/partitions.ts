/** Rows are divided among so many partitions, each with a checkpoint of its own. Processes share the work by sharing them. */
export const PARTITIONS = 8;

export const allPartitions: ReadonlyArray<number> = Array.from({ length: PARTITIONS }, (_, i) => i);

/** FNV-1a over the code units, 32 bits. For ever the same: rows stay in the partition that they are in. */
export const partitionOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (PARTITIONS - 1);
};
