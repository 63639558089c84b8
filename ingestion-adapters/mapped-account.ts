import { LifecycleStage, profileFields } from '../domain/account/events.js';
import { DecimalString } from '../domain/primitives.js';
import { accountIn, type MappedContext, saying, statedAs, statedBy } from './mapped-record.js';
import type { SourcedCommand } from './translation.js';

/** Of a deleted account nothing follows but that it was there. */
export const mappedAccount = (context: MappedContext): ReadonlyArray<SourcedCommand> => {
  const { accountId, ...registered } = accountIn(context, context.record.id);
  const profile = profileFields.flatMap((field) => {
    const said = statedBy(context, field);
    if (said === undefined || typeof said.value === 'boolean') return [];
    const data = { accountId, occurredAt: said.at, changes: { [field]: said.value } };
    return [saying(context, field, { type: 'ChangeAccountProfile', data })];
  });
  const stage = statedAs(context, 'stage', LifecycleStage);
  const seats = statedAs(context, 'seats', DecimalString);
  return [
    registered,
    ...profile,
    ...(stage === undefined
      ? []
      : [
          saying(context, 'stage', {
            type: 'ChangeLifecycleStage',
            data: { accountId, occurredAt: stage.at, stage: stage.value },
          }),
        ]),
    ...(seats === undefined
      ? []
      : [
          saying(context, 'seats', {
            type: 'ChangeSeats',
            data: { accountId, occurredAt: seats.at, seats: Number(seats.value) },
          }),
        ]),
  ];
};
