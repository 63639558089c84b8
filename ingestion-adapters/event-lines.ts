import type { QuarantinedPart } from '../application/ports/receipts.js';
import { type ReadInteraction, type SaidOfUse, unreadable } from './interaction.js';

export type EventLines = {
  readonly interactions: ReadonlyArray<ReadInteraction>;
  readonly quarantined: ReadonlyArray<QuarantinedPart>;
  readonly notUnderstood: Readonly<Record<string, number>>;
};

const SAMPLE = 3;

const readLine = (text: string, read: (json: unknown) => SaidOfUse): SaidOfUse => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unreadable('is not JSON');
  }
  return read(json);
};

/**
 * Reads a chunk of an export line by line; `file` is its name where the body holds several. Lines without an account
 * are one part, with how many there are and the first few.
 */
export const readEventLines = (
  body: Buffer,
  read: (json: unknown) => SaidOfUse,
  accountProperties: ReadonlyArray<string>,
  file?: string,
): EventLines => {
  const interactions: Array<ReadInteraction> = [];
  const quarantined: Array<QuarantinedPart> = [];
  const counts = new Map<string, number>();
  const withoutAccount: Array<number> = [];
  const placeOf = (i: number) => `${file === undefined ? '' : `${file} `}line ${i + 1}`;
  const texts = body.toString('utf8').split('\n');
  for (const [i, text] of texts.entries()) {
    if (text.trim() === '') continue;
    const said = readLine(text, read);
    if (said._tag === 'Interaction') {
      interactions.push({ interaction: said.interaction, place: placeOf(i), bytes: () => Buffer.from(text) });
    } else if (said._tag === 'NoAccount') withoutAccount.push(i);
    else if (said._tag === 'NotUnderstood') counts.set(said.what, (counts.get(said.what) ?? 0) + 1);
    else {
      const reason = [said.pointer, said.reason].filter((part) => part !== '').join(' ');
      quarantined.push({ place: placeOf(i), bytes: Buffer.from(text), reason });
    }
  }
  const [first] = withoutAccount;
  if (first !== undefined) {
    const sample = withoutAccount.slice(0, SAMPLE).map((i) => texts[i] ?? '');
    quarantined.push({
      place: placeOf(first),
      bytes: Buffer.from(sample.join('\n')),
      reason: `no account property (${accountProperties.join(', ')}), on ${withoutAccount.length} lines`,
    });
  }
  return { interactions, quarantined, notUnderstood: Object.fromEntries(counts) };
};
