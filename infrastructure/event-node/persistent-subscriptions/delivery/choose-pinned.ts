/**
 * Rendezvous hashing (Thaler and Ravishankar, 1998): a key stays with its consumer when others come, but for those keys the
 * newcomer wins, and only the keys of a consumer that leaves find another.
 */
export const choosePinned = (consumers: ReadonlyArray<string>, key: string): string | undefined => {
  let chosen: string | undefined;
  let highest = -1;
  for (const consumer of consumers) {
    const weight = fnv1a(`${consumer}\0${key}`);
    if (weight > highest) [chosen, highest] = [consumer, weight];
  }
  return chosen;
};

/** FNV-1a, 32 bits, with the finalizer of MurmurHash3: alone it spreads strings that differ at the front only too little. */
const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};
