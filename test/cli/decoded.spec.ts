import { describe, expect, it } from 'vitest';
import { decoded } from '../../cli/decoded.js';
import { SensitivityInput } from '../../read-api/parameters/sensitivity.js';

describe('what is given to a command', () => {
  it('is read by its codec, or refused with where it is wrong', async () => {
    const wanted = { metric: 'events', falseAlarmsPerYear: 4 };
    expect(await decoded(SensitivityInput, wanted, 'arguments')).toMatchObject(wanted);
    await expect(decoded(SensitivityInput, { ...wanted, falseAlarmsPerYear: 'many' }, 'arguments')).rejects.toThrow(
      '/falseAlarmsPerYear',
    );
  });
});
