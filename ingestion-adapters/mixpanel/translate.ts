import type { RecordClaims } from '../../application/ports/receipts.js';
import type { Translate } from '../translation.js';
import { readLines } from './lines.js';
import { toCommands, userDaysOf } from './to-commands.js';

/** Counts each record and each user's day for the receipt that had it first, whatever else delivers it. */
export const makeTranslateMixpanel =
  ({ claim }: RecordClaims): Translate =>
  async ({ id, body }, connection) => {
    const { interactions, quarantined } = readLines(body, connection.settings);
    const prefix = `${connection.source}/${connection.name} `;
    const unique = [...new Map(interactions.map((interaction) => [`${prefix}${interaction.key}`, interaction]))];
    const userDays = userDaysOf(interactions).map((userDay) => [`${prefix}${userDay.key}`, userDay] as const);
    const own = await claim(
      id,
      [...unique, ...userDays].map(([key]) => key),
    );
    const mine = <A>(keyed: ReadonlyArray<readonly [string, A]>) =>
      keyed.flatMap(([key, a]) => (own.has(key) ? [a] : []));
    return { commands: toCommands(mine(unique), mine(userDays), connection, id), quarantined, notUnderstood: {} };
  };
