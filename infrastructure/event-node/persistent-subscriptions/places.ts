import { ALL } from './group-config.js';

// Places in the protocol's notation: a revision as `12`, a position as `C:12/P:12`; the start as zeros, the end as -1.

export const placeToText = (source: string, place: number | string): string =>
  source === ALL ? `C:${place}/P:${place}` : String(place);

export const placeFromText = (text: string): number | undefined => {
  const [, digits] = /^(?:C:)?(\d+)(?:\/P:\d+)?$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
};
