import { type Position, positionToText } from '../application/position.js';
import { generationName } from '../projections/generation.js';
import type { KnownGeneration } from '../projections/generation-store.js';

const sizeInWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

const ageInWords = (since: Date, now: number): string => {
  const minutes = Math.floor((now - since.getTime()) / 60_000);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2_880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1_440)} d`;
};

const shareOf = (position: Position, head: Position | undefined): string =>
  head === undefined
    ? ''
    : `, about ${Math.floor((Number(position.commit) / Math.max(1, Number(head.commit))) * 100)} %`;

/** One line a generation. */
export const generationsInWords = (
  generations: ReadonlyArray<KnownGeneration>,
  head: Position | undefined,
  now: number,
): string =>
  generations
    .map((known) => {
      const { state, position, bytes, madeAt, isInUse } = known;
      const stands =
        position === undefined ? 'at the start' : `at ${positionToText(position)}${shareOf(position, head)}`;
      const facts = [state, stands, sizeInWords(bytes), `made ${ageInWords(madeAt, now)} ago`];
      return `${generationName(known)}  ${facts.join('  ')}${isInUse ? '  in use' : ''}\n`;
    })
    .join('');
