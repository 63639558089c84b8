/** Draws from one named stream. The same name gives the same draws, whatever other streams drew. */
export type Random = {
  readonly uniform: () => number;
  readonly between: (low: number, high: number) => number;
  /** Both ends included. */
  readonly int: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly normal: (mean?: number, deviation?: number) => number;
  readonly exponential: (mean: number) => number;
  readonly poisson: (mean: number) => number;
  readonly pick: <A extends readonly [unknown, ...ReadonlyArray<unknown>]>(values: A) => A[number];
  /** An index, drawn in proportion to its weight. */
  readonly weighted: (weights: ReadonlyArray<number>) => number;
  readonly hex: (digits: number) => string;
  readonly uuid: () => string;
};

/** cyrb128 of the name, which seeds the four words of sfc32 (Doty-Humphrey, PractRand). */
const seedWords = (name: string): [number, number, number, number] => {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let i = 0; i < name.length; i += 1) {
    const code = name.charCodeAt(i);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
};

const sfc32 = (name: string): (() => number) => {
  let [a, b, c, counter] = seedWords(name);
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 12; i += 1) next();
  return next;
};

export const randomOf = (...name: ReadonlyArray<string | number>): Random => {
  const uniform = sfc32(name.join('/'));
  const between = (low: number, high: number) => low + (high - low) * uniform();
  const int = (low: number, high: number) => low + Math.floor((high - low + 1) * uniform());
  const normal = (mean = 0, deviation = 1) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) text += int(0, 0xffffff).toString(16).padStart(6, '0');
    return text.slice(0, digits);
  };
  return {
    uniform,
    between,
    int,
    chance: (probability) => uniform() < probability,
    normal,
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    poisson: (mean) => {
      if (mean > 30) return Math.max(0, Math.round(normal(mean, Math.sqrt(mean))));
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = uniform(); product > limit; product *= uniform()) count += 1;
      return count;
    },
    pick: (values) => values[Math.floor(values.length * uniform())] ?? values[0],
    weighted: (weights) => {
      let left = uniform() * weights.reduce((sum, weight) => sum + weight, 0);
      for (let i = 0; i < weights.length; i += 1) {
        left -= weights[i] ?? 0;
        if (left < 0) return i;
      }
      return weights.length - 1;
    },
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[int(0, 3)]}${hex(3)}-${hex(12)}`,
  };
};
