import type { Grain, LeadingMetric } from '../api/trend-types.js';
import { changeWords, countWords, nameWords, numberWords } from '../words.js';

export const lagWords = (lag: number, grain: Grain): string => countWords(lag, grain);

export const findingWords = ({ leader, follower, lag, coefficient }: LeadingMetric, grain: Grain): string =>
  `${nameWords(leader)} moves ${lagWords(lag, grain)} before ${nameWords(follower)}, ${coefficient < 0 ? 'the other way' : 'the same way'}`;

export const proofWords = ({ coefficient, qValue, quarters }: LeadingMetric): string =>
  `Coefficient ${changeWords(coefficient)}; of findings as clear, ${numberWords(qValue * 100)}% are expected to be false; over the quarters of the time ${quarters.map(changeWords).join(', ')}`;
