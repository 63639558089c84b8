import * as E from 'fp-ts/lib/Either.js';
import { handleCommand } from '../../application/handle-command.js';
import type { EventStore } from '../../application/ports/event-store.js';
import type { ModelArtifacts } from '../../application/ports/model-artifacts.js';
import { predictionModelAggregate } from '../../domain/prediction-model/aggregate.js';
import type { PredictionModelCommand } from '../../domain/prediction-model/commands.js';
import type { PredictionModelEvent } from '../../domain/prediction-model/events.js';
import type { ModelName, ModelVersion } from '../../domain/prediction-model/names.js';
import { promotionRule } from '../../domain/prediction-model/promotion-rule.js';
import { championOf, type ModelState, statusOf, type Trained, versionIn } from '../../domain/prediction-model/state.js';
import { predictionModelStream } from '../../domain/prediction-model/stream.js';
import type { NonEmptyString, Timestamp } from '../../domain/primitives.js';
import type { InUse, Training } from './training.js';

export type RecordDeps = Pick<EventStore, 'readStream' | 'append'> & {
  readonly artifacts: ModelArtifacts;
  readonly clock: () => Timestamp;
};

/** What makes the training again: the same log position, code version and seed give the same bytes. */
export type Provenance = Pick<Trained, 'logPosition' | 'codeVersion' | 'seed' | 'features'>;

/** A version and what the rule decided of it. */
export type Recorded = {
  readonly version: ModelVersion;
  readonly status: ReturnType<typeof statusOf>;
  readonly unmet: ReadonlyArray<string>;
};

const VERSION_DIGITS = 12;

/** What the log says of a model. Rejects where it does not answer. */
export const modelState = async (
  { readStream }: Pick<EventStore, 'readStream'>,
  model: ModelName,
): Promise<ModelState> => {
  const read = await readStream(predictionModelStream(model))();
  if (E.isLeft(read)) throw new Error(`the log does not tell of the model: ${read.left._tag}`);
  return read.right.reduce<ModelState>(
    (state, { event }) => predictionModelAggregate.evolve(state, event as PredictionModelEvent),
    predictionModelAggregate.initialState,
  );
};

const inUse = async ({ artifacts }: RecordDeps, state: ModelState): Promise<InUse | undefined> => {
  const champion = championOf(state);
  const trained = champion && versionIn(state, champion.version).trained?.value;
  const bytes = trained && (await artifacts.get(trained.artifact));
  return trained === undefined ? undefined : { bytes: bytes ?? new Uint8Array(), until: trained.span.to };
};

/**
 * Keeps the file of a training, and puts down how it was trained and judged and what the rule decides of it. Of the same bytes it is
 * the same version: to record it again says nothing new.
 */
export const recordTraining =
  (deps: RecordDeps) =>
  async (model: ModelName, training: Training, provenance: Provenance): Promise<Recorded> => {
    const { bytes, evaluation, compareWith, ...said } = training;
    const artifact = (await deps.artifacts.put(bytes)) as NonEmptyString;
    const version = `${said.span.to}.${artifact.slice(0, VERSION_DIGITS)}` as ModelVersion;
    const before = await modelState(deps, model);
    const about = { model, version, occurredAt: deps.clock() };
    const say = async (command: PredictionModelCommand): Promise<void> => {
      const fact = [command.type, model, version, about.occurredAt];
      const by = { correlationId: version, causationId: null, actor: 'train-model', source: null, fact };
      const handled = await handleCommand(deps)(predictionModelAggregate)(command, by)();
      if (E.isLeft(handled)) throw new Error(`${command.type} was refused: ${JSON.stringify(handled.left)}`);
    };
    await say({ type: 'RecordTraining', data: { ...about, artifact, ...provenance, ...said } });
    if (championOf(before)?.version !== version) {
      const compared = compareWith(await inUse(deps, before));
      const comparison = compared && { with: championOf(before)?.version ?? null, ...compared };
      await say({ type: 'RecordEvaluation', data: { ...about, ...evaluation, comparison } });
      await say({ type: 'ConsiderModel', data: { ...about, rule: promotionRule } });
    }
    const after = await modelState(deps, model);
    return { version, status: statusOf(after, version), unmet: versionIn(after, version).refused?.value.reasons ?? [] };
  };
