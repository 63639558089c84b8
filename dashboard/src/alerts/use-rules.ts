import { useEffect, useState } from 'preact/hooks';
import { listRules, pauseRule, resumeRule } from '../api/alert-documents.js';
import type { AlertRule } from '../api/alert-types.js';
import type { Failure } from '../api/answer.js';
import { useApi } from '../api/context.js';
import type { Freshness } from '../api/types.js';
import { useQuery } from '../api/use-query.js';
import { useEvery } from '../use-every.js';

const READ_EVERY = 60_000;

/** The rules and channels there are, read again when one is changed here, and from time to time. */
export const useRules = (tellFreshness: (freshness: Freshness) => void) => {
  const { query } = useApi();
  const [minPosition, setMinPosition] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<{ readonly ruleId: string; readonly failure: Failure }>();
  const { data, failure, refresh } = useQuery(listRules, { minPosition });
  useEvery(READ_EVERY, refresh);
  useEffect(() => {
    if (data !== undefined) tellFreshness(data.alertRules.freshness);
  }, [data]);
  const changed = (position: string | null) => setMinPosition((before) => position ?? before);
  const pause = async ({ ruleId, paused }: AlertRule): Promise<void> => {
    const answer = await query(paused ? resumeRule : pauseRule, { id: ruleId });
    setRefusal(answer.ok ? undefined : { ruleId, failure: answer.failure });
    if (answer.ok) changed(answer.data.changed.position);
  };
  return {
    rules: data?.alertRules.items,
    channels: data?.alertChannels.items ?? [],
    ...{ failure, refresh, refusal, changed, pause },
  };
};
