/** Frequencies in cycles a step, the slowest first. */
export type Harmonics = ReadonlyArray<number>;

export const MOST_HARMONICS = 7;

/** Whether `frequency` belongs to a season of `period` too, as far as a series of this length can tell. */
export const isShared = (frequency: number, period: number, length: number): boolean => {
  const cycles = frequency * period;
  return Math.round(cycles) >= 1 && Math.abs(cycles - Math.round(cycles)) < period / (2 * length);
};

/** The slowest harmonics of a period that no shorter one of the others has, seven at most, its own among them always. */
export const harmonicsOf = (period: number, others: ReadonlyArray<number>, length: number): Harmonics =>
  Array.from({ length: Math.min(MOST_HARMONICS, Math.floor(period / 2 + 1e-9)) }, (_, k) => (k + 1) / period).filter(
    (frequency, k) => k === 0 || !others.some((other) => other < 0.99 * period && isShared(frequency, other, length)),
  );

/** Cosine and sine of each harmonic, one column after another; half a cycle a step has no sine. */
export const wavesOf = (harmonics: Harmonics, length: number): ReadonlyArray<Float64Array> =>
  harmonics.flatMap((frequency) => {
    const angle = 2 * Math.PI * frequency;
    const cosine = new Float64Array(length);
    const sine = new Float64Array(length);
    for (let i = 0; i < length; i += 1) {
      cosine[i] = Math.cos(angle * i);
      sine[i] = Math.sin(angle * i);
    }
    return frequency > 0.4999 ? [cosine] : [cosine, sine];
  });
