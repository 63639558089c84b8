import type { HealthBand, ScoredMeasure } from './events.js';
import type { Cap, Curve, HealthPolicy, Inputs } from './policy.js';

export const valueAt = (curve: Curve, input: number): number => {
  const after = curve.findIndex(([x]) => x >= input);
  const [, last] = curve.at(-1) ?? [0, 0];
  if (after < 0) return last;
  const [x1, y1] = curve[after] ?? [input, last];
  const [x0, y0] = curve[after - 1] ?? [x1, y1];
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (input - x0)) / (x1 - x0);
};

const rounded = (value: number, decimals: number): number => Math.round(value * 10 ** decimals) / 10 ** decimals;

type Weighed = {
  readonly name: string;
  readonly group: string;
  readonly input: number | null;
  readonly value: number | null;
  readonly weight: number;
};

const total = (weighed: ReadonlyArray<{ readonly weight: number }>): number =>
  weighed.reduce((sum, { weight }) => sum + weight, 0);

const weighedBy = ({ groups }: HealthPolicy, inputs: Inputs): ReadonlyArray<Weighed> =>
  groups.flatMap((group) =>
    group.measures.map(({ name, input, weight, curve }) => {
      const read = inputs[input];
      return {
        name,
        group: group.name,
        input: read,
        value: read === null ? null : valueAt(curve, read),
        weight: (group.weight / total(groups)) * (weight / total(group.measures)),
      };
    }),
  );

const applies = ({ input, is, limit }: Cap, inputs: Inputs): boolean => {
  const read = inputs[input];
  return read !== null && (is === 'below' ? read < limit : read > limit);
};

export type Scored = {
  readonly score: number | null;
  readonly band: HealthBand | null;
  readonly measures: ReadonlyArray<ScoredMeasure>;
  /** The names of the caps that held, whether or not the score would have been higher without. */
  readonly caps: ReadonlyArray<string>;
};

/** Scores the inputs of one account on one day: to one decimal, with what each measure counted for. */
export const scoreInputs = (policy: HealthPolicy, inputs: Inputs): Scored => {
  const weighed = weighedBy(policy, inputs);
  const present = total(weighed.filter(({ value }) => value !== null));
  const enough = present > 0 && present >= policy.missing.minimumPresent;
  const caps = policy.caps.filter((cap) => applies(cap, inputs));
  const measures = weighed.map(({ name, group, input, value, weight }) => ({
    name,
    group,
    input,
    score: value === null ? null : rounded(value, 1),
    weight: enough && value !== null ? rounded(weight / present, 6) : 0,
  }));
  const mean = weighed.reduce((sum, { value, weight }) => sum + (value ?? 0) * weight, 0) / present;
  const score = enough ? rounded(Math.min(mean, ...caps.map(({ atMost }) => atMost)), 1) : null;
  const band = score === null ? null : (policy.bands.find(({ from }) => score >= from)?.band ?? null);
  return { score, band, measures, caps: caps.map(({ name }) => name) };
};
