import type { Grain } from '../api/trend-types.js';
import { dayWords, fieldWords, monthWords, numberWords, shortDayWords } from '../words.js';

const NOTHING_TOLD = 'nothing told';

export const toldWords = (value: number | null | undefined): string =>
  typeof value === 'number' ? numberWords(value) : NOTHING_TOLD;

const quarterWords = (start: string): string => `Q${Math.ceil(Number(start.slice(5, 7)) / 3)} ${start.slice(0, 4)}`;

export const stepWords = (start: string, grain: Grain): string => {
  switch (grain) {
    case 'day':
      return dayWords(start);
    case 'week':
      return `Week of ${dayWords(start)}`;
    case 'month':
      return monthWords(start);
    case 'quarter':
      return quarterWords(start);
  }
};

export const axisWords = (start: string, grain: Grain): string => {
  if (grain === 'quarter') return quarterWords(start);
  return grain === 'month' ? monthWords(start) : shortDayWords(start);
};

export const partWords = (part: string | null): string => (part === null ? 'Not said' : fieldWords(part));
