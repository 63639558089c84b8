import type { Connection } from '../application/ports/connections.js';
import type { RecordClaims } from '../application/ports/receipts.js';
import type { Interaction } from './interaction.js';
import type { SourcedCommand } from './translation.js';
import { usageWindows, userDaysOf } from './usage-windows.js';

/** Counts each record and each user's day for the receipt that had it first, whatever else delivers it, pushed or pulled. */
export const makeCountOnce =
  ({ claim }: RecordClaims) =>
  async (
    interactions: ReadonlyArray<Interaction>,
    connection: Connection,
    receipt: string,
  ): Promise<ReadonlyArray<SourcedCommand>> => {
    const prefix = `${connection.source}/${connection.name} `;
    const unique = [...new Map(interactions.map((interaction) => [`${prefix}${interaction.key}`, interaction]))];
    const userDays = userDaysOf(interactions).map((userDay) => [`${prefix}${userDay.key}`, userDay] as const);
    const own = await claim(
      receipt,
      [...unique, ...userDays].map(([key]) => key),
    );
    const mine = <A>(keyed: ReadonlyArray<readonly [string, A]>) =>
      keyed.flatMap(([key, a]) => (own.has(key) ? [a] : []));
    return usageWindows(mine(unique), mine(userDays), connection, receipt);
  };
