import * as t from 'io-ts';
import { lookUp } from '../../domain/keyed.js';
import { FiniteNumber } from '../../domain/primitives.js';
import type { Survey } from '../../domain/stakeholder/events.js';

/** From the worst answer to the best, whichever of the two is the greater number. */
export const Scale = t.strict({ from: FiniteNumber, to: FiniteNumber }, 'Scale');
export type Scale = t.TypeOf<typeof Scale>;

export const RatingValue = t.union([FiniteNumber, t.string], 'RatingValue');
export type RatingValue = t.TypeOf<typeof RatingValue>;

const WORDS: Readonly<Record<string, number>> = {
  great: 1,
  good: 1,
  okay: 0.5,
  ok: 0.5,
  neutral: 0.5,
  bad: 0,
  'not good': 0,
};

const USUAL: Readonly<Record<Survey, Scale>> = {
  nps: { from: 0, to: 10 },
  ces: { from: 1, to: 7 },
  csat: { from: 1, to: 5 },
};
const NET_PROMOTERS: Scale = { from: -100, to: 100 };

/** The scale an answer is on where nothing says so: a net promoter score beyond 0 to 10 can only be one of -100 to 100. */
const usualScale = (survey: Survey, value: number): Scale =>
  survey === 'nps' && (value < 0 || value > 10) ? NET_PROMOTERS : USUAL[survey];

const numberOf = (value: RatingValue): number | undefined => {
  if (typeof value === 'number') return value;
  return /^-?\d{1,9}(\.\d{1,9})?$/.test(value.trim()) ? Number(value) : undefined;
};

/** 0 (worst) to 1 (best); undefined for a word that nobody knows and a number that is not on the scale. */
export const fractionOf = (survey: Survey, value: RatingValue, scale: Scale | undefined): number | undefined => {
  const number = numberOf(value);
  if (number === undefined) return lookUp(WORDS, String(value).trim().toLowerCase());
  const { from, to } = scale ?? usualScale(survey, number);
  const fraction = (number - from) / (to - from);
  return fraction >= 0 && fraction <= 1 ? fraction : undefined;
};
