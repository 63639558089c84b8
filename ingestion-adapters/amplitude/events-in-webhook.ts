import type { QuarantinedPart } from '../../application/ports/receipts.js';
import type { EventLines } from '../event-lines.js';
import type { ReadInteraction, SaidOfUse } from '../interaction.js';

/** A webhook has one event, or several in an array; each is taken, counted or quarantined on its own. */
export const eventsInWebhook = (
  json: unknown,
  read: (json: unknown) => SaidOfUse,
  accountProperties: ReadonlyArray<string>,
): EventLines => {
  const interactions: Array<ReadInteraction> = [];
  const quarantined: Array<QuarantinedPart> = [];
  const counts = new Map<string, number>();
  const events: ReadonlyArray<readonly [string, unknown]> = Array.isArray(json)
    ? json.map((event, i) => [`/${i}`, event] as const)
    : [['', json]];
  for (const [place, event] of events) {
    const said = read(event);
    const bytes = () => Buffer.from(JSON.stringify(event));
    const quarantine = (pointer: string, reason: string) =>
      quarantined.push({ place: `${place}${pointer}`, bytes: bytes(), reason });
    if (said._tag === 'Interaction') interactions.push({ interaction: said.interaction, place, bytes });
    else if (said._tag === 'NotUnderstood') counts.set(said.what, (counts.get(said.what) ?? 0) + 1);
    else if (said._tag === 'Unreadable') quarantine(said.pointer, said.reason);
    else quarantine('', `no account property (${accountProperties.join(', ')})`);
  }
  return { interactions, quarantined, notUnderstood: Object.fromEntries(counts) };
};
