import * as E from 'fp-ts/lib/Either.js';
import { canonical } from '../canonical.js';
import { unlessHeld } from '../decider.js';
import { after, isHeld } from '../latest.js';
import type { NonEmptyString } from '../primitives.js';
import type { PredictionModelCommand } from './commands.js';
import type { PredictionModelRefusal } from './errors.js';
import type { PredictionModelEvent } from './events.js';
import { championOf, championsBefore, type ModelState, reignsOf, statusOf, versionIn } from './state.js';
import { unmetBy } from './unmet.js';

type Decided = E.Either<PredictionModelRefusal, ReadonlyArray<PredictionModelEvent>>;
type CommandOf<T extends PredictionModelCommand['type']> = Extract<PredictionModelCommand, { type: T }>['data'];

const rollBack = (
  { model, to, occurredAt, reason, person }: CommandOf<'RollBackModel'>,
  state: ModelState,
): Decided => {
  const champion = championOf(state);
  const target = to ?? championsBefore(state).findLast((version) => versionIn(state, version).retiredAt === undefined);
  if (champion === undefined || target === undefined) return E.left({ _tag: 'NoEarlierChampion', model });
  const refused = (_tag: 'ModelVersionUnknown' | 'ModelIsRetired' | 'ModelNeverChampion') =>
    E.left({ _tag, model, version: target });
  const { trained, retiredAt } = versionIn(state, target);
  if (trained === undefined) return refused('ModelVersionUnknown');
  if (retiredAt !== undefined) return refused('ModelIsRetired');
  if (!reignsOf(state).some(({ version }) => version === target)) return refused('ModelNeverChampion');
  return unlessHeld(champion.version === target, {
    type: 'ModelRolledBack',
    data: {
      ...{ model, version: target, from: champion.version, reason },
      occurredAt: after(champion.since, occurredAt),
      approvedBy: { kind: 'person', name: person },
    },
  });
};

const promote = (
  { model, version, occurredAt, rule }: CommandOf<'ConsiderModel'>,
  state: ModelState,
  person: NonEmptyString | undefined,
): Decided => {
  const champion = championOf(state);
  if (champion?.version === version) return E.right([]);
  const unmet = unmetBy(versionIn(state, version).evaluated?.value, champion?.version, rule);
  if (unmet.length === 0) {
    const approvedBy =
      person === undefined ? { kind: 'rule' as const, name: rule.name } : { kind: 'person' as const, name: person };
    const inPlaceOf = champion?.version ?? null;
    const data = { model, version, occurredAt: after(champion?.since, occurredAt), inPlaceOf, rule, approvedBy };
    return E.right([{ type: 'ModelPromoted', data }]);
  }
  if (person !== undefined) return E.left({ _tag: 'PromotionRuleNotKept', model, version, unmet });
  const isSaid = canonical(versionIn(state, version).refused?.value ?? null) === canonical({ rule, reasons: unmet });
  return unlessHeld(isSaid, { type: 'ModelRefused', data: { model, version, occurredAt, rule, reasons: unmet } });
};

export const decide = (command: PredictionModelCommand, state: ModelState): Decided => {
  if (command.type === 'RollBackModel') return rollBack(command.data, state);
  const { model, version, occurredAt } = command.data;
  const { trained, evaluated, retiredAt } = versionIn(state, version);
  const refused = (_tag: Exclude<PredictionModelRefusal['_tag'], 'NoEarlierChampion' | 'PromotionRuleNotKept'>) =>
    E.left({ _tag, model, version });
  if (command.type === 'RecordTraining') {
    if (trained !== undefined && trained.value.artifact !== command.data.artifact) return refused('ModelVersionTaken');
    return unlessHeld(trained !== undefined, { type: 'ModelTrained', data: command.data });
  }
  if (trained === undefined) return refused('ModelVersionUnknown');
  if (command.type === 'RetireModel') {
    if (championOf(state)?.version === version) return refused('ModelIsChampion');
    return unlessHeld(retiredAt !== undefined, { type: 'ModelRetired', data: command.data });
  }
  if (retiredAt !== undefined) return refused('ModelIsRetired');
  switch (command.type) {
    case 'RecordEvaluation': {
      const { model: _, version: __, occurredAt: at, ...value } = command.data;
      return unlessHeld(isHeld(evaluated, { value, at }), { type: 'ModelEvaluated', data: command.data });
    }
    case 'AppointChallenger':
      return unlessHeld(['challenger', 'champion'].includes(statusOf(state, version)), {
        type: 'ChallengerAppointed',
        data: { model, version, occurredAt },
      });
    case 'ConsiderModel':
      return promote(command.data, state, undefined);
    case 'PromoteModel':
      return promote(command.data, state, command.data.person);
  }
};
