import type { Command } from '../application/commands.js';
import type { MalformedJson } from '../application/parse-json.js';
import type { Connection } from '../application/ports/connections.js';
import type { QuarantinedPart, Receipt } from '../application/ports/receipts.js';

/** A command that a vendor's record leads to. `fact` names what it states, `record` the vendor's record. */
export type SourcedCommand = {
  readonly command: Command;
  readonly fact: ReadonlyArray<string>;
  readonly record: string;
};

/** What one receipt says. */
export type Translation = {
  readonly commands: ReadonlyArray<SourcedCommand>;
  readonly quarantined: ReadonlyArray<QuarantinedPart>;
  readonly notUnderstood: Readonly<Record<string, number>>;
};

export type Translate = (receipt: Receipt, connection: Connection) => Promise<Translation>;

/** What one record of a receipt says. `what` is counted; `pointer` is within the record. */
export type Said =
  | { readonly _tag: 'Commands'; readonly commands: ReadonlyArray<SourcedCommand> }
  | { readonly _tag: 'NotUnderstood'; readonly what: string; readonly commands?: ReadonlyArray<SourcedCommand> }
  | { readonly _tag: 'Invalid'; readonly pointer: string; readonly reason: string };

export const notUnderstood = (what: string, commands: ReadonlyArray<SourcedCommand> = []): Said => ({
  _tag: 'NotUnderstood',
  what,
  commands,
});
export const invalid = (pointer: string, reason: string): Said => ({ _tag: 'Invalid', pointer, reason });

const LONGEST_NAME = 120;

/** Puts together what the records of a receipt say, each with its place and its bytes. */
export const translationOf = (
  records: ReadonlyArray<{ readonly place: string; readonly bytes: () => Buffer; readonly said: Said }>,
): Translation => {
  const commands: Array<SourcedCommand> = [];
  const quarantined: Array<QuarantinedPart> = [];
  const counts: Record<string, number> = {};
  for (const { place, bytes, said } of records) {
    if (said._tag === 'Invalid') {
      quarantined.push({ place: `${place}${said.pointer}`, bytes: bytes(), reason: said.reason });
      continue;
    }
    for (const command of said.commands ?? []) commands.push(command);
    if (said._tag === 'NotUnderstood') {
      const what = said.what.slice(0, LONGEST_NAME);
      counts[what] = (counts[what] ?? 0) + 1;
    }
  }
  return { commands, quarantined, notUnderstood: counts };
};

/** Of a body that is not JSON nothing can be taken. */
export const unreadableBody = (body: Buffer, { place }: MalformedJson): Translation => ({
  commands: [],
  quarantined: [{ place, bytes: body, reason: 'the body is not JSON' }],
  notUnderstood: {},
});
