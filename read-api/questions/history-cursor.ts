import { type Position, positionFromText, positionToText } from '../../application/position.js';

/** Where a reader of a history stands, and the end of the log that all pages of one reading share. */
export type HistoryCursor = { readonly after: Position; readonly upTo: Position };

export const cursorToText = ({ after, upTo }: HistoryCursor): string =>
  Buffer.from(`${positionToText(after)} ${positionToText(upTo)}`).toString('base64url');

export const cursorFromText = (text: string): HistoryCursor | undefined => {
  const [after, upTo, ...rest] = Buffer.from(text, 'base64url').toString().split(' ').map(positionFromText);
  return after === undefined || upTo === undefined || rest.length > 0 ? undefined : { after, upTo };
};
