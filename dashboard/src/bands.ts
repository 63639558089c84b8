import { nameWords } from './words.js';

/** From best to worst; `unscored` is what the pages call accounts without a band. */
export const BANDS: ReadonlyArray<string> = ['healthy', 'watch', 'at-risk', 'critical'];
export const UNSCORED = 'unscored';

export const bandWords = (band: string | null): string =>
  band === null || band === UNSCORED ? 'Not scored' : nameWords(band);

const rank = (band: string): number => {
  const place = BANDS.indexOf(band);
  return place === -1 ? BANDS.length : place;
};

/** All bands there are, best first, also those that hold no account now. */
export const inBandOrder = <A extends { readonly band: string }>(counts: ReadonlyArray<A>, none: (band: string) => A) =>
  [...BANDS.filter((band) => !counts.some((count) => count.band === band)).map(none), ...counts].sort(
    (a, b) => rank(a.band) - rank(b.band),
  );
