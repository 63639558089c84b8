import type { ParityNote } from '../application/ports/feature-store.js';

export const parityInWords = ({ checked, differing }: ParityNote): string =>
  [
    `${differing.length === 0 ? 'equal    ' : 'DIFFERENT'}  features as served  ${checked} accounts`,
    ...differing.map(({ accountId, columns }) => `  ${accountId}  ${columns.join(', ')}`),
    '',
  ].join('\n');
