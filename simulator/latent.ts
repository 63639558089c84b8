import type { Climate, Incident } from './market.js';
import type { Random } from './prng.js';

/** The causes. None of them is written into a payload; only what they lead to is. */
export type Traits = {
  readonly fit: number;
  readonly productValue: number;
  readonly adoptionSpeed: number;
  readonly championStrength: number;
  readonly serviceSensitivity: number;
  readonly priceSensitivity: number;
  /** Reserved customers work on as before, however unhappy they are: when they leave, they leave silently. */
  readonly reserved: boolean;
};

export type Mood = {
  readonly satisfaction: number;
  readonly engagement: number;
  readonly disengaging: boolean;
  /** How strongly someone inside argues for the product; none since the champion left. */
  readonly champion: number | undefined;
};

/** Recent trouble and price rises, as the account feels them. */
export type Pressure = { readonly trouble: number; readonly price: number };

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const WORKING_LEVEL = 0.8;
const faded = (days: number, halfLife: number) => (days < 0 ? 0 : 0.5 ** (days / halfLife));

export const pressureOn = (climate: Climate, hits: ReadonlyArray<Incident>, day: number): Pressure => ({
  trouble: hits.reduce((sum, incident) => sum + incident.severity * faded(day - incident.day, 21), 0),
  price: climate.priceChanges.reduce((sum, change) => sum + 8 * change.uplift * faded(day - change.day, 60), 0),
});

const satisfactionTarget = (traits: Traits, champion: number | undefined, pressure: Pressure) =>
  0.45 * traits.fit +
  0.45 * traits.productValue +
  0.4 * (champion ?? -1) -
  0.6 * traits.serviceSensitivity * pressure.trouble -
  traits.priceSensitivity * pressure.price;

export const firstMood = (traits: Traits, random: Random): Mood => ({
  satisfaction: satisfactionTarget(traits, traits.championStrength, { trouble: 0, price: 0 }) + random.normal(0, 0.25),
  engagement: WORKING_LEVEL,
  disengaging: false,
  champion: traits.championStrength,
});

const nextChampion = (champion: number | undefined, random: Random) => {
  if (champion !== undefined) return random.chance(0.0055) ? undefined : champion;
  return random.chance(0.08) ? Math.max(0.1, random.normal(0.7, 0.5)) : undefined;
};

/** One week on. */
export const nextMood = (traits: Traits, mood: Mood, pressure: Pressure, random: Random): Mood => {
  const champion = nextChampion(mood.champion, random);
  const target = satisfactionTarget(traits, champion, pressure);
  const satisfaction = mood.satisfaction + 0.08 * (target - mood.satisfaction) + random.normal(0, 0.1);
  const turned = random.uniform();
  const disengaging = mood.disengaging
    ? !(satisfaction > -0.3 && turned < 0.06)
    : !traits.reserved && turned < 0.025 * sigmoid(4 * (-satisfaction - 0.6));
  const level = traits.reserved ? WORKING_LEVEL : WORKING_LEVEL + 0.1 * Math.tanh(satisfaction);
  const engagement = disengaging
    ? Math.max(0.06, mood.engagement * random.between(0.88, 0.97))
    : mood.engagement + 0.12 * (level - mood.engagement) + random.normal(0, 0.015);
  return { satisfaction, engagement: Math.min(1.1, Math.max(0.05, engagement)), disengaging, champion };
};

/**
 * The true probability that an account leaves within a month, given everything, the causes included: no model can do better than know it.
 * `renewing`: the contract ends in this month. `level` shifts the log-odds of the whole company.
 */
export const monthlyHazard = (traits: Traits, mood: Mood, renewing: boolean, level: number): number => {
  const withdrawal = Math.max(0, 1 - mood.engagement / WORKING_LEVEL);
  const shown = traits.reserved ? 0.3 - 0.7 * mood.satisfaction : 4.6 * withdrawal - 1.3;
  return sigmoid(
    -6.2 + level + (renewing ? 2.6 : 0) - 0.8 * mood.satisfaction + (mood.champion === undefined ? 0.6 : 0) + shown,
  );
};

/** A probability for a whole month, for `share` of it. */
export const forPartOfMonth = (hazard: number, share: number): number => 1 - (1 - hazard) ** share;
