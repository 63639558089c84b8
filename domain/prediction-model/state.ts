import { type Keyed, lookUp, put } from '../keyed.js';
import { type Dated, earlier, later, latest } from '../latest.js';
import type { Timestamp } from '../primitives.js';
import type { Evaluation, PredictionModelEvent } from './events.js';
import type { ModelStatus, ModelVersion } from './names.js';

type DataOf<T extends PredictionModelEvent['type']> = Extract<PredictionModelEvent, { type: T }>['data'];

export type Trained = DataOf<'ModelTrained'>;

/** One version, by what was said of it. */
export type VersionState = {
  readonly trained: Dated<Trained> | undefined;
  readonly evaluated: Dated<Evaluation> | undefined;
  readonly challengerSince: Timestamp | undefined;
  readonly refused: Dated<Pick<DataOf<'ModelRefused'>, 'rule' | 'reasons'>> | undefined;
  readonly retiredAt: Timestamp | undefined;
};

/** A time as champion, which ends where the next begins. */
export type Reign = Pick<DataOf<'ModelPromoted'>, 'version' | 'approvedBy'> & {
  readonly since: Timestamp;
  /** Why an earlier version was gone back to; `null` for a promotion. */
  readonly rollBack: string | null;
};

/** Reigns by when they began. */
export type ModelState = { readonly versions: Keyed<VersionState>; readonly reigns: Keyed<Reign> };

export const initialModel: ModelState = { versions: {}, reigns: {} };

const unheardOf: VersionState = {
  trained: undefined,
  evaluated: undefined,
  challengerSince: undefined,
  refused: undefined,
  retiredAt: undefined,
};

export const versionIn = ({ versions }: ModelState, version: ModelVersion): VersionState =>
  lookUp(versions, version) ?? unheardOf;

/** In the order they began. */
export const reignsOf = ({ reigns }: ModelState): ReadonlyArray<Reign> =>
  Object.keys(reigns)
    .sort()
    .flatMap((key) => lookUp(reigns, key) ?? []);

/** Who was champion at an instant, from then on where none is named; `undefined` where nobody was. */
export const championOf = (state: ModelState, at?: Timestamp): Reign | undefined =>
  reignsOf(state).findLast(({ since }) => at === undefined || since <= at);

/** Whose place the champion took, one after the other; a version that was gone back from is none of them. */
export const championsBefore = (state: ModelState): ReadonlyArray<ModelVersion> => {
  const stack: Array<ModelVersion> = [];
  for (const { version, rollBack } of reignsOf(state)) {
    const at = rollBack === null ? -1 : stack.lastIndexOf(version);
    if (at < 0) stack.push(version);
    else stack.length = at + 1;
  }
  return stack.slice(0, -1);
};

export const statusOf = (state: ModelState, version: ModelVersion): ModelStatus => {
  const { evaluated, challengerSince, refused, retiredAt } = versionIn(state, version);
  if (championOf(state)?.version === version) return 'champion';
  if (retiredAt !== undefined) return 'retired';
  if (reignsOf(state).some((reign) => reign.version === version)) return 'former-champion';
  if (refused !== undefined && refused.at >= (challengerSince ?? '')) return 'refused';
  if (challengerSince !== undefined) return 'challenger';
  return evaluated === undefined ? 'trained' : 'evaluated';
};

const withVersion = (
  state: ModelState,
  version: ModelVersion,
  said: (held: VersionState) => Partial<VersionState>,
): ModelState => {
  const held = versionIn(state, version);
  return { ...state, versions: put(state.versions, version, { ...held, ...said(held) }) };
};

const withReign = (state: ModelState, reign: Reign): ModelState => ({
  ...state,
  reigns: put(
    state.reigns,
    [reign.since, reign.version, JSON.stringify([reign.approvedBy, reign.rollBack])].join(' '),
    reign,
  ),
});

export const evolve = (state: ModelState, event: PredictionModelEvent): ModelState => {
  const { version, occurredAt: at } = event.data;
  switch (event.type) {
    case 'ModelTrained':
      return withVersion(state, version, ({ trained }) => ({ trained: latest(trained, { value: event.data, at }) }));
    case 'ModelEvaluated': {
      const { model: _, version: __, occurredAt: ___, ...value } = event.data;
      return withVersion(state, version, ({ evaluated }) => ({ evaluated: latest(evaluated, { value, at }) }));
    }
    case 'ChallengerAppointed':
      return withVersion(state, version, ({ challengerSince }) => ({ challengerSince: later(challengerSince, at) }));
    case 'ModelRefused': {
      const { rule, reasons } = event.data;
      return withVersion(state, version, ({ refused }) => ({
        refused: latest(refused, { value: { rule, reasons }, at }),
      }));
    }
    case 'ModelPromoted': {
      const { approvedBy } = event.data;
      return withReign(state, { version, approvedBy, since: at, rollBack: null });
    }
    case 'ModelRolledBack': {
      const { approvedBy, reason } = event.data;
      return withReign(state, { version, approvedBy, since: at, rollBack: reason });
    }
    case 'ModelRetired':
      return withVersion(state, version, ({ retiredAt }) => ({ retiredAt: earlier(retiredAt, at) }));
  }
};
