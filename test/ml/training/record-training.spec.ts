import { describe, expect, it } from 'vitest';
import { championOf, reignsOf } from '../../../domain/prediction-model/state.js';
import { timestampOf } from '../../../domain/primitives.js';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { makeInMemoryModelArtifacts } from '../../../infrastructure/in-memory/model-artifacts.js';
import { modelState, type Provenance, recordTraining } from '../../../ml/training/record-training.js';
import type { InUse, Training } from '../../../ml/training/training.js';
import { evaluation, training as said } from '../../support/models-said.js';

const { members, settings, span, examples, positives, logPosition, codeVersion, seed, features } = said('v', 1);
const { span: judgedOver, examples: judged, metrics, calibration } = evaluation('v', 1);
const provenance = { logPosition, codeVersion, seed, features } as unknown as Provenance;

type Trained = { readonly byte: number; readonly gain?: number; readonly pValue?: number; readonly off?: number };

const trainingOf = ({ byte, gain = 0.1, pValue = 0.01, off = 0.01 }: Trained, seen: Array<InUse | undefined> = []) =>
  ({
    ...{ bytes: Uint8Array.of(byte), members, settings, span, examples, positives },
    evaluation: { span: judgedOver, examples: judged, metrics, calibration, calibrationError: off },
    compareWith: (champion: InUse | undefined) => {
      seen.push(champion);
      return { metric: 'log loss', gain, pValue };
    },
  }) as unknown as Training;

const recording = () => {
  const log = inMemoryEventStore();
  const record = recordTraining({ ...log, artifacts: makeInMemoryModelArtifacts(), clock: () => timestampOf(1e12) });
  return {
    record: (trained: Trained, seen?: Array<InUse | undefined>) =>
      record('churn', trainingOf(trained, seen), provenance),
    champion: async () => championOf(await modelState(log, 'churn'))?.version,
    reigns: async () => reignsOf(await modelState(log, 'churn')).length,
  };
};

describe('what the rule decides of a training', () => {
  it('the first is used if it is better than no model; to record it again says nothing new', async () => {
    const { record, champion, reigns } = recording();
    const first = await record({ byte: 1, pValue: 0.5 });
    expect(first).toMatchObject({ status: 'champion', unmet: [] });
    expect(await record({ byte: 1, pValue: 0.5 })).toEqual(first);
    expect(await champion()).toBe(first.version);
    expect(await reigns()).toBe(1);
  });

  it('the next is compared with it, and takes its place where it is significantly better', async () => {
    const { record, champion } = recording();
    await record({ byte: 1 });
    const seen: Array<InUse | undefined> = [];
    const next = await record({ byte: 2 }, seen);
    expect(seen).toEqual([{ bytes: Uint8Array.of(1), until: span.to }]);
    expect(next.status).toBe('champion');
    expect(await champion()).toBe(next.version);
  });

  it('it is refused where it is no better, or by chance only, or promises too much; the champion goes on', async () => {
    const { record, champion } = recording();
    const { version } = await record({ byte: 1 });
    expect(await record({ byte: 2, gain: -0.1 })).toMatchObject({ status: 'refused', unmet: ['not-better'] });
    expect(await record({ byte: 3, pValue: 0.2 })).toMatchObject({ status: 'refused', unmet: ['not-significant'] });
    expect(await record({ byte: 4, off: 0.2 })).toMatchObject({ status: 'refused', unmet: ['badly-calibrated'] });
    expect(await champion()).toBe(version);
  });
});
