import { dayWords, fieldWords, moneyWords, nameWords, numberWords } from '../words.js';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Personal fields come as a value, masked or erased. */
const valueWords = (value: unknown): string | undefined => {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d$/.test(value) ? dayWords(value) : fieldWords(value);
  if (typeof value === 'number') return numberWords(value);
  if (!isObject(value)) return undefined;
  if (value['masked'] === true) return 'hidden';
  if (value['erased'] === true) return 'erased';
  const { amount, currency } = value;
  if (typeof amount === 'string' && typeof currency === 'string') return moneyWords(amount, currency);
  return valueWords(value['value']);
};

/** Ids and what has a column of its own say nothing to a reader. */
const isTelling = (name: string): boolean => !/Id$|^occurredAt$|^ref$/.test(name);

/** What a fact says, as `Name: value` pairs; what a fact nests one level deep is told too. */
export const factWords = (data: Readonly<Record<string, unknown>>): string =>
  Object.entries(data)
    .flatMap(([name, value]) =>
      name === 'changes' && isObject(value) ? Object.entries(value) : [[name, value] as const],
    )
    .filter(([name]) => isTelling(name))
    .flatMap(([name, value]) => {
      const words = valueWords(value);
      return words === undefined ? [] : [`${nameWords(name)}: ${words}`];
    })
    .join(' · ');
