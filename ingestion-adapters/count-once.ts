import type { Connection } from '../application/ports/connections.js';
import type { QuarantinedPart, RecordClaims } from '../application/ports/receipts.js';
import type { EventLines } from './event-lines.js';
import type { ReadInteraction } from './interaction.js';
import type { Translation } from './translation.js';
import { usageWindows, userDaysOf } from './usage-windows.js';

const SAMPLE = 3;

/** One part of the receipt, with how many records there are and the first few. */
const contradictions = (records: ReadonlyArray<ReadInteraction>): ReadonlyArray<QuarantinedPart> => {
  const [first] = records;
  if (first === undefined) return [];
  const lines = records.slice(0, SAMPLE).map(({ bytes }) => bytes().toString('utf8'));
  const reason = `counted for another account before, on ${records.length} records`;
  return [{ place: first.place, bytes: Buffer.from(lines.join('\n')), reason }];
};

/**
 * Counts each record and each user's day for the receipt that had it first, whatever else delivers it, pushed or pulled. A
 * record stays with the account it named first: where it names another, it is put aside and not counted again.
 */
export const makeCountOnce =
  ({ claim }: RecordClaims) =>
  async (
    { interactions, quarantined, notUnderstood }: EventLines,
    connection: Connection,
    receipt: string,
  ): Promise<Translation> => {
    const prefix = `${connection.source}/${connection.name} `;
    const recordOf = ({ interaction: { key, account } }: ReadInteraction) => ({ key: `${prefix}${key}`, of: account });
    const firsts = new Map(interactions.toReversed().map((read) => [recordOf(read).key, read]));
    const claims = await claim(receipt, [...firsts.values()].map(recordOf));
    const own = [...firsts].flatMap(([key, { interaction }]) => (claims.get(key) === 'own' ? [interaction] : []));
    const contradicting = interactions.filter((read) => {
      const { key, of } = recordOf(read);
      return claims.get(key) === 'contradicted' || firsts.get(key)?.interaction.account !== of;
    });
    const userDays = userDaysOf(own).map((userDay) => ({ userDay, key: `${prefix}${userDay.key}` }));
    const days = await claim(
      receipt,
      userDays.map(({ key, userDay }) => ({ key, of: userDay.account })),
    );
    const ownDays = userDays.flatMap(({ key, userDay }) => (days.get(key) === 'own' ? [userDay] : []));
    return {
      commands: usageWindows(own, ownDays, connection, receipt),
      quarantined: [...quarantined, ...contradictions(contradicting)],
      notUnderstood,
    };
  };
