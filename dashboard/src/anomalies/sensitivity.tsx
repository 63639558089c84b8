import { useState } from 'preact/hooks';
import type { Failure } from '../api/answer.js';
import { useApi } from '../api/context.js';
import { readSensitivity, type SensitivitySetting, setSensitivity, tryDetector } from '../api/sensitivity-documents.js';
import { useAsking } from '../api/use-asking.js';
import { useQuery } from '../api/use-query.js';
import { FailureNote } from '../components/note.js';
import { daysUpTo } from '../days.js';
import { mayChange } from '../roles.js';
import { countWords, dayWords, fieldWords, nameWords, numberWords } from '../words.js';
import { SensitivityForm } from './sensitivity-form.js';

const YEAR = 365;

/** `null` is any metric, every account, or as usual again. */
type Setting = Pick<SensitivitySetting, 'metric' | 'segment'> & { readonly falseAlarmsPerYear: number | null };

const ofWords = ({ metric, segment }: Pick<SensitivitySetting, 'metric' | 'segment'>): string =>
  `${metric === null ? 'Any metric' : nameWords(metric)} of ${segment === null ? 'every account' : fieldWords(segment)}`;

const closelyWords = (falseAlarmsPerYear: number): string =>
  falseAlarmsPerYear === 0 ? 'nobody looks' : `${numberWords(falseAlarmsPerYear)} false alarms a year`;

const Panel = () => {
  const { query, role } = useApi();
  const { data, failure, refresh } = useQuery(readSensitivity, {});
  const [refused, setRefused] = useState<Failure>();
  const [written, setWritten] = useState(false);
  const trying = useAsking(tryDetector, setRefused);
  const may = mayChange(role, 'detection');
  const save = async ({ metric, segment, falseAlarmsPerYear }: Setting): Promise<void> => {
    const answered = await query(setSensitivity, { metric, segment, falseAlarmsPerYear });
    setRefused(answered.ok ? undefined : answered.failure);
    if (answered.ok) setWritten(false);
    refresh();
  };
  const tried = trying.answer?.detector;
  const sensitivity = data?.detectorSensitivity;
  return (
    <>
      {failure !== undefined && <FailureNote failure={failure} retry={refresh} />}
      <ul>
        {sensitivity?.settings.map((setting) => (
          <li key={ofWords(setting)}>
            {ofWords(setting)}: {closelyWords(setting.falseAlarmsPerYear)}{' '}
            {may && (
              <button
                type="button"
                class="quiet"
                aria-label={`${ofWords(setting)}: as usual again`}
                onClick={() => void save({ ...setting, falseAlarmsPerYear: null })}
              >
                As usual again
              </button>
            )}
          </li>
        ))}
        {sensitivity !== undefined && (
          <li>
            {sensitivity.settings.length === 0 ? 'Everything' : 'All else'}: {closelyWords(sensitivity.usual)}
          </li>
        )}
      </ul>
      {may && !written && (
        <button type="button" class="quiet" onClick={() => setWritten(true)}>
          Look otherwise at something
        </button>
      )}
      {written && (
        <SensitivityForm
          refused={refused}
          trying={trying.asking}
          tried={
            tried && (
              <p>
                <strong>{countWords(tried.alarms.length, 'alarm')}</strong> from {dayWords(tried.from)} to{' '}
                {dayWords(tried.to)}, of all these accounts together
                {tried.alarms.length > 0 && `: ${tried.alarms.map(({ day }) => dayWords(day)).join(', ')}`}
              </p>
            )
          }
          tryIt={({ metric, ...setting }) =>
            void trying.ask({ metric, ...setting, ...daysUpTo(Date.now() - 86_400_000, YEAR) })
          }
          save={(setting) => void save(setting)}
          close={() => setWritten(false)}
        />
      )}
    </>
  );
};

/** How closely the detector looks at what; read once it is opened. */
export const Sensitivity = () => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details class="causes" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>How closely is looked</summary>
      {isOpen && <Panel />}
    </details>
  );
};
