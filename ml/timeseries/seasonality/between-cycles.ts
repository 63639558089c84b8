import { fTail } from '../../statistics/f-tail.js';

/**
 * Probability that the waves of whole cycles agree as well as they do by chance. Each cycle, from the last one backwards,
 * gives one amplitude of each wave; their mean is held against how they differ. Whatever moves from cycle to cycle (a random walk,
 * a level shift) makes them differ, so this needs no model of the noise, but has few observations where cycles are few.
 */
export const betweenCycles = (values: Float64Array, waves: ReadonlyArray<Float64Array>, period: number): number => {
  const cycles = Math.floor(values.length / period + 1e-9);
  let agreeing = 0;
  let differing = 0;
  for (const wave of waves) {
    let sum = 0;
    let squares = 0;
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const from = Math.round(values.length - (cycle + 1) * period);
      const to = Math.round(values.length - cycle * period);
      let amplitude = 0;
      for (let i = Math.max(0, from); i < to; i += 1) amplitude += (values[i] as number) * (wave[i] as number);
      sum += amplitude;
      squares += amplitude * amplitude;
    }
    agreeing += (sum * sum) / cycles;
    differing += squares - (sum * sum) / cycles;
  }
  if (cycles < 2) return 1;
  if (differing <= 0) return agreeing > 0 ? 0 : 1;
  const freedom = waves.length * (cycles - 1);
  return fTail(agreeing / waves.length / (differing / freedom), waves.length, freedom);
};
