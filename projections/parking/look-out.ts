/** How often a reader that has parked something looks whether somebody asked for its repair. */
export const LOOK_EVERY_MS = 1_000;

/** When a reader has to look again. */
export type LookOut = { readonly isDue: () => boolean; readonly looked: () => void };

export const makeLookOut = (): LookOut => {
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    isDue: () => performance.now() - lookedAt >= LOOK_EVERY_MS,
    looked: () => {
      lookedAt = performance.now();
    },
  };
};
